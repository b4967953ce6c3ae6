package io.rowcast.ingest;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

import io.rowcast.ingest.publish.RequestWriter;
import io.rowcast.ingest.publish.TableRequest;
import io.rowcast.operator.AskedRequests;
import io.rowcast.operator.Pipeline;
import io.rowcast.operator.PipelineAction;
import io.rowcast.operator.PipelineRequest;
import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.RefusedRequestException;

/**
 * The tables as operators see them. Any replica takes a request for any table: it goes
 * through the cursors topic to the owner.
 */
final class OperatedTables implements Pipeline {

    private final OwnedTables tables;

    private final RequestWriter requests;

    private final AskedRequests asked;

    OperatedTables(OwnedTables tables, RequestWriter requests, AskedRequests asked) {
        this.tables = tables;
        this.requests = requests;
        this.asked = asked;
    }

    @Override
    public List<PipelineStatus> statuses() {
        return this.tables.statuses();
    }

    @Override
    public Collection<String> names() {
        return this.tables.chosen().stream().map(ChosenTable::name).toList();
    }

    @Override
    public Set<PipelineAction> actions() {
        return EnumSet.allOf(PipelineAction.class);
    }

    @Override
    public CompletionStage<Void> ask(PipelineRequest request) {
        Moves.of(request.action(), request.position(), UnaryOperator.identity());
        ChosenTable table = this.tables.chosen()
            .stream()
            .filter(each -> each.name().equals(request.name()))
            .findFirst()
            .orElseThrow(() -> new RefusedRequestException("table " + request.name() + " has just gone"));
        String key = TableRequest.key(table.published(), UUID.randomUUID().toString());
        return this.asked.follow(key, request, () -> this.requests.write(key, request));
    }

}
