package dev.yinsong.nano.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** What people recorded for the telephone prompts of Debian's asterisk-core-sounds (CC BY-SA 3.0), a quarter of an hour each. */
final class Recordings {

    private static final String ENGLISH = "en";

    /** Who speaks: language and folder of the prompts. */
    private enum Person {
        ALLISON(ENGLISH, "en_US_f_Allison"),
        CARLO("it", "it_IT_m_Carlo"),
        JUNE("fr", "fr_CA_f_June"),
        IVRVOICE("ru", "ru_RU_f_IvrvoiceRU");
        private final String language, folder;

        Person(String language, String folder) {
            this.language = language;
            this.folder = folder;
        }

        Path texts() {
            return Path.of("/usr/share/doc/asterisk-core-sounds-%1$s/core-sounds-%1$s.txt.gz".formatted(language));
        }

        Path sound(String prompt) {
            return Path.of("/usr/share/asterisk/sounds", folder, prompt + ".g722");
        }
    }

    /** The names under which they are kept. */
    static final List<String> PEOPLE = Stream.of(Person.values())
            .map(person -> person.name().toLowerCase(java.util.Locale.ROOT))
            .toList();

    private Recordings() {}

    /** Whether a person of that name speaks English. */
    static boolean english(String name) {
        return Person.valueOf(name.toUpperCase(java.util.Locale.ROOT)).language.equals(ENGLISH);
    }

    /** Every prompt of a person that is said as it is written, and whose words are known. */
    static List<Utterance> read(String name) throws IOException {
        var person = Person.valueOf(name.toUpperCase(java.util.Locale.ROOT));
        var texts = new LinkedHashMap<String, String>();
        Path work = Files.createTempDirectory("yinsong-recordings-");
        try {
            for (var prompt : prompts(person).entrySet()) {
                String id = "%05d".formatted(texts.size());
                G722.read(person.sound(prompt.getKey())).write(work.resolve(id + ".wav"));
                texts.put(id, prompt.getValue());
            }
            return utterances(texts, aligned(person, texts, work), work);
        } finally {
            try (Stream<Path> files = Files.list(work)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(work);
        }
    }

    /** Texts by the names of their files. */
    private static Map<String, String> prompts(Person person) throws IOException {
        if (!Files.isReadable(person.texts())) {
            throw new IOException(person.texts() + " is missing: run nano/install-voices.sh");
        }
        var prompts = new LinkedHashMap<String, String>();
        try (var in = new GZIPInputStream(Files.newInputStream(person.texts()));
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            lines.lines()
                    .filter(line -> line.matches("[^;].*?: [^0-9\\[\\]()]*\\p{L}{2}[^0-9\\[\\]()]*"))
                    .forEach(line -> {
                        int colon = line.indexOf(": ");
                        String name = line.substring(0, colon);
                        if (Files.exists(person.sound(name))) {
                            prompts.put(name, line.substring(colon + 2).strip());
                        }
                    });
        }
        return prompts;
    }

    private static Map<String, List<Phone>> aligned(Person person, Map<String, String> texts, Path wavs)
            throws IOException {
        var aligner = new Aligner(Pronunciations.installed());
        if (person.language.equals(ENGLISH)) {
            return aligner.align(wavs, texts);
        }
        var foreign = new ForeignSounds();
        var expected = new LinkedHashMap<String, List<Sound>>();
        for (var text : texts.entrySet()) {
            foreign.spell(person.language, Espeak.sounds(person.language, text.getValue()))
                    .ifPresent(sounds -> expected.put(text.getKey(), sounds));
        }
        return aligner.alignSounds(wavs, expected);
    }

    private static List<Utterance> utterances(Map<String, String> texts, Map<String, List<Phone>> phones, Path wavs)
            throws IOException {
        var utterances = new ArrayList<Utterance>();
        for (var text : texts.entrySet()) {
            var aligned = phones.get(text.getKey());
            if (aligned != null) {
                float[] samples = Wav.read(wavs.resolve(text.getKey() + ".wav")).samples();
                utterances.add(Speech.trimmed(text.getKey(), text.getValue(), aligned, samples));
            }
        }
        return utterances;
    }
}
