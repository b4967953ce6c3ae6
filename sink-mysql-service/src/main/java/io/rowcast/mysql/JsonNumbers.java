package io.rowcast.mysql;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Looks for numbers in a JSON text that MySQL's JSON type would change: it keeps integers
 * of 64 bits, and everything else as a double.
 */
final class JsonNumbers {

    /** Any number of so many characters is told apart by a double. */
    private static final int SAFE_LENGTH = 15;

    private static final BigInteger MAX_UNSIGNED = BigInteger.TWO.pow(64);

    private JsonNumbers() {
    }

    /** Whether all numbers of this valid JSON text are kept. */
    static boolean areKept(String json) {
        int i = 0;
        while (i < json.length()) {
            char each = json.charAt(i);
            if (each == '"') {
                i = endOfString(json, i);
            }
            else if (each == '-' || (each >= '0' && each <= '9')) {
                int end = endOfNumber(json, i);
                if (end - i > SAFE_LENGTH && !isKept(json.substring(i, end))) {
                    return false;
                }
                i = end;
            }
            else {
                i++;
            }
        }
        return true;
    }

    private static boolean isKept(String text) {
        BigDecimal number = new BigDecimal(text);
        if (text.chars().allMatch(each -> each == '-' || Character.isDigit(each))) {
            BigInteger integer = number.toBigInteger();
            if (integer.bitLength() < Long.SIZE || (integer.signum() > 0 && integer.compareTo(MAX_UNSIGNED) < 0)) {
                return true;
            }
        }
        double nearest = number.doubleValue();
        return Double.isFinite(nearest) && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
    }

    private static int endOfString(String json, int start) {
        int i = start + 1;
        while (i < json.length() && json.charAt(i) != '"') {
            i += (json.charAt(i) == '\\') ? 2 : 1;
        }
        return i + 1;
    }

    private static int endOfNumber(String json, int start) {
        int i = start + 1;
        while (i < json.length() && "0123456789.eE+-".indexOf(json.charAt(i)) >= 0) {
            i++;
        }
        return i;
    }

}
