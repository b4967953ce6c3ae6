package io.rowcast.search;

/**
 * A record that can never become a document, or a delete of one. The message holds no
 * value of a row.
 */
final class DocumentRejectedException extends RuntimeException {

    DocumentRejectedException(String message) {
        super(message);
    }

}
