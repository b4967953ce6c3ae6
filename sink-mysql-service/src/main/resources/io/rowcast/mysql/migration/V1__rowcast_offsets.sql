-- Where each consumer group stands, moved in the transaction that writes the rows. A topic's name has at most 249
-- characters; with the group's 255 the key takes 2,020 of the 3,072 bytes that an index may.
CREATE TABLE rowcast_offsets (
    consumer_group VARCHAR(255) NOT NULL,
    topic          VARCHAR(249) NOT NULL,
    partition_id   INT          NOT NULL,
    next_offset    BIGINT       NOT NULL,
    PRIMARY KEY (consumer_group, topic, partition_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
