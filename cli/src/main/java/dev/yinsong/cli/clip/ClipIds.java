package dev.yinsong.cli.clip;

import dev.yinsong.cli.client.Clip;
import dev.yinsong.cli.client.IngestClient;

/** Clips by as few letters of their ids as a person wants to type. */
final class ClipIds {

    private static final int SHORT = 8;
    private static final int WHOLE = 36;

    private ClipIds() {}

    static String shortened(String id) {
        return id.substring(0, Math.min(SHORT, id.length()));
    }

    /**
     * The id that begins so.
     *
     * @throws NoSuchClip when the voice has no such clip, or several
     */
    static String whole(IngestClient ingest, String voice, String start) {
        if (start.length() >= WHOLE) {
            return start;
        }
        var found = ingest.clips(voice).stream()
                .map(Clip::id)
                .filter(id -> id.startsWith(start))
                .toList();
        if (found.size() != 1) {
            throw new NoSuchClip("The voice " + voice + " has " + found.size() + " clips whose id begins with " + start
                    + ": see ./yinsong clips list " + voice);
        }
        return found.getFirst();
    }
}
