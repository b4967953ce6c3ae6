package io.rowcast.s3;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Streams the rows of topics to objects in S3. */
@SpringBootApplication
public class S3SinkApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(S3SinkApplication.class, args);
    }

}
