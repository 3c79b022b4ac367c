package dev.yinsong.nano.tokenizer;

import dev.yinsong.nano.corpus.Phone;
import dev.yinsong.nano.feature.Clip;
import java.util.List;
import java.util.TreeSet;

/**
 * Phones split into start, middle and end: what the bottleneck is taught to tell apart.
 *
 * @param names the phones of all voices, sorted; a pause has one state only
 */
record PhoneStates(List<String> names) {

    PhoneStates {
        names = List.copyOf(names);
    }

    static PhoneStates of(List<Clip> clips) {
        var names = new TreeSet<String>();
        clips.forEach(clip -> clip.phones().forEach(phone -> names.add(phone.canonical())));
        names.remove(Phone.UNKNOWN);
        return new PhoneStates(List.copyOf(names));
    }

    int classes() {
        return names.size() * 3;
    }

    /** The phone of a state. */
    static int phone(long state) {
        return (int) (state / 3);
    }

    /** The state at each token of a clip, -1 where it is none of these. */
    int[] label(Clip clip) {
        var labels = new int[clip.tokens()];
        var phones = clip.phones();
        int at = 0;
        double start = 0;
        for (int t = 0; t < labels.length; t++) {
            double time = (t + 0.5) / Clip.TOKEN_RATE;
            while (at < phones.size() - 1 && phones.get(at).end() <= time) {
                start = phones.get(at).end();
                at++;
            }
            Phone phone = phones.get(at);
            double through = (time - start) / Math.max(1e-3, phone.end() - start);
            int third = phone.name().equals(Phone.PAUSE) ? 0 : Math.clamp((int) (3 * through), 0, 2);
            int name = names.indexOf(phone.canonical());
            labels[t] = name < 0 ? -1 : name * 3 + third;
        }
        return labels;
    }
}
