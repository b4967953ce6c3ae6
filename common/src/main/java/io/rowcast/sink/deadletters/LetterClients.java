package io.rowcast.sink.deadletters;

import java.util.Map;

/** The configuration of the Kafka clients that deal with dead letters. */
public interface LetterClients {

    /** For the producer of dead letters. */
    Map<String, Object> deadLetterProducer();

    /** For readers that go from place to place, in no group. */
    Map<String, Object> letterReader();

}
