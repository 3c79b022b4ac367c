package dev.yinsong.common.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Special tokens of Whisper's multilingual vocabulary with 100 languages: 51,866 ids in all. */
final class WhisperSpecials {

    /** The id after the last one of the vocabulary's file. */
    static final int FIRST = 50257;

    private static final String LANGUAGES = """
            en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he uk el ms cs ro da hu ta no th ur hr
            bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs kk sq sw gl mr pa si km sn
            yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt haw ln ha ba jw su
            yue""";

    private static final int LAST_TIMESTAMP = 1500; // in steps of 0.02 s

    private static final Map<String, Integer> IDS = build();

    private WhisperSpecials() {}

    /** Id of each special token by its text. */
    static Map<String, Integer> ids() {
        return IDS;
    }

    private static Map<String, Integer> build() {
        var ids = new LinkedHashMap<String, Integer>();
        add(ids, "endoftext");
        add(ids, "startoftranscript");
        for (var language : LANGUAGES.split("\\s+")) {
            add(ids, language);
        }
        for (var task :
                new String[] {"translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps"}) {
            add(ids, task);
        }
        for (int i = 0; i <= LAST_TIMESTAMP; i++) {
            add(ids, String.format(Locale.ROOT, "%.2f", i * 0.02));
        }
        return Map.copyOf(ids);
    }

    private static void add(Map<String, Integer> ids, String name) {
        ids.put("<|" + name + "|>", FIRST + ids.size());
    }
}
