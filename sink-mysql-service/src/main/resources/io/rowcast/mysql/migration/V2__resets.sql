-- How often an operator has moved the offset. It tells an offset that was moved back and written on from one that never
-- moved: a replica that was stopped in between must not take the one for the other.
ALTER TABLE rowcast_offsets ADD COLUMN resets BIGINT NOT NULL DEFAULT 0;
