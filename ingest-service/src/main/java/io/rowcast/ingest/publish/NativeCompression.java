package io.rowcast.ingest.publish;

import net.jpountz.lz4.LZ4Factory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Kafka's clients compress with the library that is compiled for this processor. By
 * themselves they look for it only where the system's own class loader has found them,
 * and not inside an executable jar.
 */
final class NativeCompression {

    private static final Logger log = LoggerFactory.getLogger(NativeCompression.class);

    private NativeCompression() {
    }

    /** Loads it for the whole JVM; where that cannot be, Java compresses. */
    static void load() {
        try {
            LZ4Factory.nativeInstance();
        }
        catch (RuntimeException | LinkageError ex) {
            log.info("lz4 is compressed in Java, because its library cannot be loaded: {}", ex.getMessage());
        }
    }

}
