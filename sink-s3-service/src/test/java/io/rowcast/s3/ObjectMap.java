package io.rowcast.s3;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.zip.GZIPInputStream;

import io.rowcast.sink.TransientSinkException;

/**
 * The model of a bucket that properties of the writer's logic are checked against. An
 * object is there whole or not at all, and stays as it is.
 */
final class ObjectMap implements ObjectStore {

    private final Map<String, byte[]> objects = new TreeMap<>();

    private final Map<String, List<byte[]>> uploads = new TreeMap<>();

    private final BiConsumer<String, Runnable> requests;

    private int uploadIds;

    /** Every request that changes something is run by the given. */
    ObjectMap(BiConsumer<String, Runnable> requests) {
        this.requests = requests;
    }

    /** A bucket that never fails. */
    ObjectMap() {
        this((name, request) -> request.run());
    }

    @Override
    public void put(String key, PartBuffer content) {
        byte[] bytes = bytes(content);
        request("put", () -> show(key, bytes));
    }

    @Override
    public String begin(String key) {
        String id = "upload-" + this.uploadIds++;
        request("begin", () -> this.uploads.put(id, new ArrayList<>()));
        return id;
    }

    @Override
    public String upload(String key, String uploadId, int number, PartBuffer content) {
        byte[] bytes = bytes(content);
        request("upload", () -> {
            List<byte[]> parts = parts(uploadId);
            if (number != parts.size() + 1) {
                throw new IllegalStateException("part " + number + " of " + key + " after " + parts.size());
            }
            parts.add(bytes);
        });
        return "tag-" + number;
    }

    @Override
    public void complete(String key, String uploadId, List<String> tags) {
        request("complete", () -> {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            parts(uploadId).forEach(whole::writeBytes);
            show(key, whole.toByteArray());
            this.uploads.remove(uploadId);
        });
    }

    @Override
    public void abort(String key, String uploadId) {
        this.uploads.remove(uploadId);
    }

    @Override
    public void check() {
        request("check", () -> {
        });
    }

    /** Returns the names and contents, decompressed where the name says so. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        this.objects.forEach((key, bytes) -> texts.put(key, text(key, bytes)));
        return texts;
    }

    Map<String, byte[]> objects() {
        return this.objects;
    }

    /** Returns the number of uploads that are neither complete nor aborted. */
    int unfinished() {
        return this.uploads.size();
    }

    private synchronized void request(String name, Runnable request) {
        this.requests.accept(name, request);
    }

    private List<byte[]> parts(String uploadId) {
        List<byte[]> parts = this.uploads.get(uploadId);
        if (parts == null) {
            throw new TransientSinkException("no such upload", null);
        }
        return parts;
    }

    private void show(String key, byte[] bytes) {
        byte[] before = this.objects.put(key, bytes);
        if (before != null && !Arrays.equals(before, bytes)) {
            throw new IllegalStateException(key + " was replaced by another content");
        }
    }

    private static byte[] bytes(PartBuffer content) {
        try (InputStream in = content.content()) {
            return in.readAllBytes();
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    static String text(String key, byte[] bytes) {
        try (InputStream in = new ByteArrayInputStream(bytes);
                InputStream plain = key.endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
        catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

}
