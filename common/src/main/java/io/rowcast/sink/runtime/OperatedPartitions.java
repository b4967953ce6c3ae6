package io.rowcast.sink.runtime;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.rowcast.operator.AskedRequests;
import io.rowcast.operator.Pipeline;
import io.rowcast.operator.PipelineAction;
import io.rowcast.operator.PipelineRequest;
import io.rowcast.operator.PipelineStatus;
import io.rowcast.operator.RefusedRequestException;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions as operators see them. Any replica takes a request for any partition: it
 * goes through {@link OperationsTopic} to the owner.
 */
final class OperatedPartitions implements Pipeline {

    private final OwnedPartitions owned;

    private final SinkTopics topics;

    private final OperationsWriter writer;

    private final AskedRequests asked;

    OperatedPartitions(OwnedPartitions owned, SinkTopics topics, OperationsWriter writer, AskedRequests asked) {
        this.owned = owned;
        this.topics = topics;
        this.writer = writer;
        this.asked = asked;
    }

    @Override
    public List<PipelineStatus> statuses() {
        return this.owned.statuses();
    }

    @Override
    public Collection<String> names() {
        return all().map(TopicPartition::toString).collect(Collectors.toSet());
    }

    private Stream<TopicPartition> all() {
        return Stream.concat(this.topics.partitions().stream(), this.owned.all().map(OwnedPartition::partition));
    }

    @Override
    public Set<PipelineAction> actions() {
        return EnumSet.complementOf(EnumSet.of(PipelineAction.SKIP));
    }

    @Override
    public CompletionStage<Void> ask(PipelineRequest request) {
        if (request.action() == PipelineAction.RESET) {
            ResetPosition.of(Objects.requireNonNull(request.position()));
        }
        TopicPartition partition = all().filter(each -> each.toString().equals(request.name()))
            .findFirst()
            .orElseThrow(() -> new RefusedRequestException(request.name() + " has just gone"));
        PartitionRequest asking = new PartitionRequest(UUID.randomUUID().toString(), partition, request.action(),
                request.position());
        return this.asked.follow(asking.id(), request, () -> this.writer.write(asking));
    }

}
