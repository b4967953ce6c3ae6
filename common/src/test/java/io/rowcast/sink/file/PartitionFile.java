package io.rowcast.sink.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.rowcast.sink.TopicRecord;

/** The file of a partition, locked: one replica writes it. One thread. */
final class PartitionFile implements AutoCloseable {

    private final RandomAccessFile file;

    private final long next;

    /** Opens the file behind its last whole line: a kill may have left a part of one. */
    PartitionFile(Path path) throws IOException {
        this.file = new RandomAccessFile(path.toFile(), "rw");
        try {
            if (this.file.getChannel().tryLock() == null) {
                throw new IOException("another replica still writes " + path.getFileName());
            }
            this.next = seekBehindLastLine();
        }
        catch (IOException | OverlappingFileLockException ex) {
            this.file.close();
            throw new IOException("another replica, or this, still writes " + path.getFileName(), ex);
        }
    }

    private long seekBehindLastLine() throws IOException {
        byte[] bytes = new byte[Math.toIntExact(this.file.length())];
        this.file.readFully(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.lastIndexOf('\n') + 1;
        this.file.setLength(end);
        this.file.seek(end);
        int line = text.lastIndexOf('\n', end - 2) + 1;
        return (end > 0) ? Long.parseLong(text.substring(line, text.indexOf('\t', line))) + 1 : 0;
    }

    static String line(TopicRecord record) {
        return record.offset() + "\t" + new String(record.json(), StandardCharsets.UTF_8) + "\n";
    }

    /** Returns the offset behind the last line, 0 where there is none. */
    long next() {
        return this.next;
    }

    /** Appends lines and returns when they are on the disk. */
    void append(CharSequence lines) throws IOException {
        this.file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
        this.file.getFD().sync();
    }

    @Override
    public void close() {
        try {
            this.file.close();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
