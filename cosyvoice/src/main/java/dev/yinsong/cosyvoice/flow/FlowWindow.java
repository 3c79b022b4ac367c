package dev.yinsong.cosyvoice.flow;

/**
 * A piece of an utterance to learn from.
 *
 * @param item the utterance's place in its batch
 * @param draw what was drawn by lot for it: a draw for one item
 */
public record FlowWindow(int item, FlowDraw draw) {}
