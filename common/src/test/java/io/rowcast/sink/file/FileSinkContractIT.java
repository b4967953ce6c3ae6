package io.rowcast.sink.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.rowcast.testkit.KafkaServer;
import io.rowcast.testkit.contract.ContractRow;
import io.rowcast.testkit.contract.SinkContract;
import io.rowcast.testkit.contract.SinkTarget;
import org.junit.jupiter.api.io.TempDir;

/** The contract of all sinks, on the one to begin with. */
class FileSinkContractIT extends SinkContract {

    FileSinkContractIT(KafkaServer kafka, @TempDir Path folder) {
        super(kafka, new Folder(folder.resolve("rows"), folder.resolve("away")));
    }

    private record Folder(Path rows, Path away) implements SinkTarget {

        Folder {
            move(null, rows);
        }

        private static void move(Path from, Path to) {
            try {
                if (from == null) {
                    Files.createDirectories(to);
                }
                else {
                    Files.move(from, to);
                }
            }
            catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
        }

        @Override
        public Class<?> application() {
            return FileSinkApplication.class;
        }

        @Override
        public Map<String, String> settings() {
            return Map.of("spring.application.name", "sink-file", "spring.config.import",
                    "classpath:rowcast-defaults.yml", "rowcast.file.folder", this.rows.toString());
        }

        @Override
        public boolean replaces() {
            return false;
        }

        @Override
        public boolean deletes() {
            return false;
        }

        @Override
        public List<ContractRow> rows(String topic) {
            return Stream.of(0, 1)
                .map(partition -> this.rows.resolve(topic + "-" + partition + ".txt"))
                .filter(Files::exists)
                .flatMap(file -> {
                    try {
                        return Files.readAllLines(file)
                            .stream()
                            .map(line -> ContractRow.of(line.substring(line.indexOf('\t') + 1)));
                    }
                    catch (IOException ex) {
                        throw new UncheckedIOException(ex);
                    }
                })
                .toList();
        }

        @Override
        public void cut() {
            move(this.rows, this.away);
        }

        @Override
        public void restore() {
            move(this.away, this.rows);
        }

    }

}
