package io.rowcast.quickstart;

import java.util.List;
import java.util.concurrent.Callable;

/** Asks all stores and sinks how far they are. One thread. */
final class Observer implements AutoCloseable {

    private final RowStore source;

    private final TopicCounter topic;

    private final RowStore mysql;

    private final ObjectStore objects;

    private final SearchStore search;

    private final List<SinkView> sinks;

    Observer(Deployment deployment) {
        this.source = deployment.stores().source();
        this.topic = new TopicCounter(deployment.stores().topic());
        this.mysql = deployment.stores().mysqlTable();
        this.objects = deployment.stores().objects();
        this.search = deployment.stores().index();
        this.sinks = deployment.services().sinks().stream().map(SinkView::new).toList();
    }

    Snapshot observe() {
        ObjectStore.Totals inObjects = askOr(new ObjectStore.Totals(-1, -1), this.objects::totals);
        return new Snapshot(ask(this.source::count), ask(this.topic::count), ask(this.mysql::count),
                inObjects.objects(), inObjects.rows(), ask(this.search::count),
                List.of(sink("MySQL", 0), sink("S3", 1), sink("search", 2)));
    }

    private Snapshot.Sink sink(String name, int index) {
        SinkView view = this.sinks.get(index);
        double delay = askOr(-1.0, view::delay);
        return new Snapshot.Sink(name, ask(view::lag), delay, ask(view::deadLetters));
    }

    private static long ask(Callable<Long> question) {
        return askOr(-1L, question);
    }

    /**
     * A table that is not there yet, or a server that is away, is nothing to stop for:
     * the next look may find it.
     */
    private static <T> T askOr(T otherwise, Callable<T> question) {
        try {
            return question.call();
        }
        catch (Exception ex) {
            return otherwise;
        }
    }

    @Override
    public void close() {
        this.topic.close();
        this.objects.close();
        this.search.close();
    }

}
