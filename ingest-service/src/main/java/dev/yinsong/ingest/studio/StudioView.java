package dev.yinsong.ingest.studio;

import java.net.URI;

/**
 * This installation as the studio page must know it.
 *
 * @param trainer the trainer service's origin
 * @param synth the synth service's origin
 * @param limits what a clip must be like, so that the page can say so before anything is sent
 */
record StudioView(URI trainer, URI synth, Limits limits) {

    /**
     * What a clip must be like.
     *
     * @param minSeconds the shortest clip
     * @param maxSeconds the longest clip
     * @param audioBytes the largest file
     * @param characters the longest transcript
     */
    record Limits(double minSeconds, double maxSeconds, long audioBytes, int characters) {}
}
