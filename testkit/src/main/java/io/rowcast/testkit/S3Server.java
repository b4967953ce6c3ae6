package io.rowcast.testkit;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

/**
 * An S3 server, without buckets at first. Clients have to use path-style access.
 */
public final class S3Server extends TestServer {

    static final String ACCESS_KEY = "rowcast";

    static final String SECRET_KEY = "rowcast-secret";

    private static final int SERVER_ERROR = 500;

    private static final Pattern UNFINISHED = Pattern.compile("-\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}$");

    private S3Server(DataFolder folder) {
        super(Launchers.s3(folder));
    }

    /**
     * Creates a server whose data are kept.
     * @param folder where; made if it does not exist
     */
    public static S3Server in(Path folder) {
        return new S3Server(DataFolder.given(folder));
    }

    /**
     * Creates a server whose data go when it is closed.
     */
    public static S3Server temporary() {
        return new S3Server(DataFolder.temporary("s3"));
    }

    public URI endpoint() {
        return URI.create("http://" + host() + ":" + port());
    }

    public String accessKey() {
        return ACCESS_KEY;
    }

    public String secretKey() {
        return SECRET_KEY;
    }

    /**
     * Returns the region to sign requests for.
     */
    public String region() {
        return "us-east-1";
    }

    /**
     * Tells whether a key of a listing is an object. S3Proxy over a folder also lists
     * what is being written, and for good what was being written when it was killed, as
     * {@code <key>-<uuid>}; S3 does not.
     */
    public static boolean isObject(String key) {
        return !UNFINISHED.matcher(key).find();
    }

    @Override
    boolean answers() throws Exception {
        // Not signed, hence refused, which says as much.
        return HttpProbe.get(endpoint().resolve("/"), Duration.ofSeconds(5)).statusCode() < SERVER_ERROR;
    }

}
