package dev.yinsong.access;

import dev.yinsong.common.key.Grant;

/**
 * Somebody who calls.
 *
 * @param name for the audit log and the rate
 * @param requestsPerMinute how many may come from there; 0 for any number
 */
record Identity(String name, Grant grant, int requestsPerMinute) {

    /** Whoever sits at this machine. */
    static final Identity LOCAL = new Identity("local", Grant.ALL, 0);
}
