package io.rowcast.ingest.source;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The position above all rows that are there, with the holes among them as gaps:
 * transactions that are open may fill them.
 *
 * @param from what is read
 * @param id the column, quoted
 */
record LatestId(String from, String id) {

    /**
     * Transactions that are open have ids near the highest; the index alone tells these.
     */
    private static final int IDS = 1_000_000;

    IdPosition find(ReadPass pass) throws SQLException {
        Long highest = null;
        List<long[]> holes = new ArrayList<>();
        try (PreparedStatement statement = pass.dialect().holes(pass, this.from, this.id, IDS, Gaps.KEPT);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                highest = result.getLong("highest");
                long id = result.getLong("id");
                long below = result.getLong("below");
                if (!result.wasNull()) {
                    holes.add(new long[] { below + 1, id - 1 });
                }
                else if (result.getLong("ids") < IDS && id > Long.MIN_VALUE) {
                    holes.add(new long[] { Long.MIN_VALUE, id - 1 });
                }
            }
        }
        IdRanges.Builder ranges = new IdRanges.Builder();
        holes.reversed().forEach(hole -> ranges.add(hole[0], hole[1]));
        return new IdPosition(highest, Gaps.NONE.jumpedOver(ranges.build(), pass.now(), pass.snapshot(), true));
    }

}
