package io.rowcast.ingest.source;

import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PageMemoryTest {

    private static final long FOUR_PAGES = 256L << 20;

    @Test
    void whoPublishesFindsMemoryHoweverMuchIsReadAhead() {
        PageMemory memory = new PageMemory(FOUR_PAGES);
        PageMemory ahead = memory.ahead();
        PageMemory.Share first = ahead.share();
        first.take();
        ahead.share().take();
        ahead.share().take();
        CompletableFuture<Void> fourth = CompletableFuture.runAsync(() -> ahead.share().take());
        try (PageMemory.Share polled = memory.share()) {
            polled.take();
            assertThat(fourth).isNotDone();
        }
        first.close();
        await().until(fourth::isDone);
    }

    @Test
    void aShareIsGivenBackOnce() {
        PageMemory memory = new PageMemory(0);
        for (int i = 0; i < 10; i++) {
            PageMemory.Share share = memory.ahead().share();
            share.take();
            share.take();
            share.close();
            share.close();
        }
        memory.share().take();
        memory.share().take();
        CompletableFuture<Void> third = CompletableFuture.runAsync(() -> memory.share().take());
        assertThat(third).isNotDone();
    }

}
