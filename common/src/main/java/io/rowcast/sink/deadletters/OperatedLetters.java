package io.rowcast.sink.deadletters;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.rowcast.operator.Reasons;
import io.rowcast.operator.RefusedRequestException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of this service as operators see them, whichever replica owns them.
 * Thread-safe.
 */
final class OperatedLetters {

    private static final Logger log = LoggerFactory.getLogger(OperatedLetters.class);

    private final SourceTopics topics;

    private final LetterOperations operations;

    private final LetterStore store;

    private final LetterParts parts;

    /** Not that of the jobs, which may be at work for minutes. */
    private final LetterReader reader;

    OperatedLetters(SourceTopics topics, LetterOperations operations, LetterStore store, LetterParts parts,
            LetterReader reader) {
        this.topics = topics;
        this.operations = operations;
        this.store = store;
        this.parts = parts;
        this.reader = reader;
    }

    /**
     * Looks for the newest letters that are not handled; does not wait.
     * @param partition where the records were read, null for everywhere
     * @throws RefusedRequestException when there is no such partition
     */
    CompletableFuture<LetterSearch.Result> newest(@Nullable String partition, LetterFilter filter, int limit,
            long deadlineNanos) {
        Map<TopicPartition, TopicPartition> sources = partitions(partition).stream()
            .filter(this::hasLetters)
            .collect(Collectors.toMap(this.parts::letters, Function.identity()));
        Map<TopicPartition, OffsetRanges> handled = new HashMap<>();
        sources.forEach((letters, source) -> handled.put(letters, this.operations.ledger(source).handled()));
        return this.reader.read(consumer -> new LetterSearch(consumer, sources,
                (letters, letter) -> filter.matches(letter) && !handled.get(letters).contains(letter.offset()), limit,
                deadlineNanos)
            .newest());
    }

    private boolean hasLetters(TopicPartition source) {
        TopicPartition letters = this.parts.letters(source);
        return this.topics.partitionCount(letters.topic()) > letters.partition();
    }

    /** Returns those that have letters, or may have. */
    private Set<TopicPartition> partitions(@Nullable String name) {
        Set<TopicPartition> all = this.topics.partitions()
            .stream()
            .flatMap(each -> this.parts.sources(each).stream())
            .collect(Collectors.toSet());
        if (name == null) {
            return all;
        }
        return Set.of(all.stream()
            .filter(each -> each.toString().equals(name))
            .findFirst()
            .orElseThrow(() -> new RefusedRequestException("partition: '" + name + "' is none of "
                    + all.stream().map(TopicPartition::toString).sorted().toList())));
    }

    /**
     * Reads one letter; does not wait.
     * @throws RefusedRequestException when there is none; the future may end so as well
     */
    CompletableFuture<LetterContent> content(String partition, long offset) {
        TopicPartition source = partitions(partition).iterator().next();
        if (!hasLetters(source)) {
            throw new RefusedRequestException(partition + " has no dead letters");
        }
        TopicPartition letters = this.parts.letters(source);
        return this.reader.read(consumer -> {
            LetterExtent extent = LetterExtent.of(consumer, letters);
            List<DeadLetter> found = (offset < extent.first() || offset >= extent.end()) ? List.of()
                    : LetterPiece.read(consumer, letters, offset, offset + 1, letter -> true).letters();
            if (found.isEmpty() || found.getFirst().offset() != offset) {
                throw new RefusedRequestException("offset: " + partition + " has no dead letter at " + offset);
            }
            return LetterContent.of(found.getFirst(), source, this.parts.target().format(),
                    this.parts.target().settings().maskedFields());
        });
    }

    /**
     * Passes a request on to the owners of the partitions; does not wait.
     * @param fields as in the body of the request
     * @throws RefusedRequestException naming the field that is wrong
     */
    Asked ask(Map<String, @Nullable String> fields) {
        String name = String.valueOf(fields.get("action"));
        LetterRequest.Action action = LetterRequest.Action.of(name)
            .orElseThrow(() -> new RefusedRequestException("action: '" + name + "' is none of "
                    + Arrays.stream(LetterRequest.Action.values())
                        .map(LetterRequest.Action::toString)
                        .collect(Collectors.joining(", "))));
        LetterFilter filter = LetterQuery.filter(fields);
        if (filter.offset() != null && fields.get("partition") == null) {
            throw new RefusedRequestException("offset: needs the partition");
        }
        Set<TopicPartition> partitions = partitions(fields.get("partition"));
        LetterRequest request = new LetterRequest(UUID.randomUUID().toString(), action, filter,
                LetterQuery.flag("dryRun", fields.get("dryRun")), LetterQuery.flag("force", fields.get("force")));
        log.info("an operator asks for {} of the dead letters of {}, request {}", action,
                (fields.get("partition") != null) ? fields.get("partition") : "all partitions", request.id());
        this.store.write(partitions, LetterOperations.name(request), LetterOperations.json(request))
            .whenComplete((offset, failure) -> {
                if (failure != null) {
                    log.warn("request {} for {} of dead letters has not reached Kafka and will not be done: {}",
                            request.id(), action, Reasons.of(failure));
                }
            });
        return new Asked(request.id(), action.toString(),
                partitions.stream().map(TopicPartition::toString).sorted().toList());
    }

    /** Returns the latest job of each partition. */
    List<Job> jobs() {
        return this.operations.ledgers()
            .entrySet()
            .stream()
            .filter(each -> each.getValue().job() != null)
            .map(each -> Job.of(each.getKey(), Objects.requireNonNull(each.getValue().job())))
            .toList();
    }

    /** A request that was taken. */
    record Asked(String id, String action, List<String> partitions) {
    }

    /**
     * How far a job is.
     *
     * @param next the offset of the next letter to look at
     * @param end where it ends
     */
    record Job(String id, String partition, String action, boolean dryRun, LetterJob.State state,
            @Nullable String reason, long next, long end, LetterCounts letters, Instant since) {

        static Job of(TopicPartition partition, LetterJob job) {
            return new Job(job.request().id(), partition.toString(), job.request().action().toString(),
                    job.request().dryRun(), job.state(), job.reason(), job.next(), job.end(), job.counts(),
                    job.since());
        }

    }

}
