package io.rowcast.sink.file;

import java.nio.file.Path;

import io.rowcast.sink.SinkWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** The service: the runtime finds the writer and does the rest. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class FileSinkApplication {

    public static void main(String[] args) {
        SpringApplication.run(FileSinkApplication.class, args);
    }

    @Bean
    SinkWriter fileSinkWriter(@Value("${rowcast.file.folder}") Path folder) {
        return new FileSinkWriter(folder);
    }

}
