package io.rowcast.s3;

import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** A wrong value stops the start and is told in one line. */
@ExtendWith(OutputCaptureExtension.class)
class WrongConfigurationIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            bucket=               | rowcast.s3.bucket: '' is not the name of a bucket
            dir=/topics           | rowcast.s3.dir: '/topics' is not a path without a slash around it
            format=csv            | rowcast.s3.format: 'csv' is none of json
            compression=lzo       | rowcast.s3.compression: 'lzo' is none of none, gzip
            part-size=1MB         | rowcast.s3.part-size: '1048576B' is not 5MB to 1GB
            part-size=large       | rowcast.s3.part-size: 'large' is not a size such as 64KB or 8MB
            memory=1MB            | rowcast.s3.memory: '1048576B' is not at least part-size, 5242880B
            access-key=AKIA       | rowcast.s3.secret-key: '' is not set with its counterpart, or neither is
            rotate.records=0      | rowcast.s3.rotate.records: '0' is not a positive number
            rotate.interval=-1s   | rowcast.s3.rotate.interval: 'PT-1S' is not a positive duration
            rotate.bytes=100TB    | rowcast.s3.rotate.bytes
            timeout.call=1s       | rowcast.s3.timeout.call: 'PT1S' is not at least timeout.attempt, PT20S
            """)
    void isToldInOneLine(String setting, String line, CapturedOutput output) {
        assertThatException().isThrownBy(() -> new SpringApplicationBuilder(S3SinkApplication.class)
            .properties("server.port=0", "rowcast.s3.bucket=rows", "rowcast.s3.region=eu-central-1")
            .run("--rowcast.s3." + setting));
        assertThat(output.getAll().lines()).anyMatch(each -> each.startsWith(line));
    }

}
