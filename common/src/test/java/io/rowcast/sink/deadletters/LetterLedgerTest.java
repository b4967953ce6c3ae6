package io.rowcast.sink.deadletters;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LetterLedgerTest {

    private static final int RECORD_BYTES = 1_000_000;

    @Test
    void aLedgerIsFullBeforeTheBrokerWouldRefuseIt() {
        LetterLedger ledger = LetterLedger.EMPTY;
        for (long first = 1_000_000_000_000L; ledger.hasRoomFor(1_000); first += 3_000) {
            ledger = ledger.with(
                    LetterJob.begin(new LetterRequest("id", LetterRequest.Action.REPLAY,
                            new LetterFilter(null, null, null, null), false, false), 0, 1, Instant.EPOCH),
                    pairsApart(first));
        }
        assertThat(ledger.json().length).isBetween(RECORD_BYTES / 2, RECORD_BYTES);
        assertThat(LetterLedger.read(ledger.json())).isEqualTo(ledger);
    }

    private static List<Long> pairsApart(long first) {
        return LongStream.range(first, first + 3_000).filter(offset -> offset % 3 != 0).boxed().toList();
    }

}
