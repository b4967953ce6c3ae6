package io.rowcast.search;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Streams the rows of topics to indices of Elasticsearch. */
@SpringBootApplication
public class SearchSinkApplication {

    /** Starts the service. */
    public static void main(String[] args) {
        SpringApplication.run(SearchSinkApplication.class, args);
    }

}
