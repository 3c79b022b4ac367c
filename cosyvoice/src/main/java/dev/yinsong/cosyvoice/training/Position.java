package dev.yinsong.cosyvoice.training;

/**
 * A place in a training, between two optimiser steps.
 *
 * @param step steps taken
 * @param epoch the pass over the clips, from 0
 * @param next index of the next clip in this pass's order
 */
record Position(int step, int epoch, int next) {

    static final Position START = new Position(0, 0, 0);
}
