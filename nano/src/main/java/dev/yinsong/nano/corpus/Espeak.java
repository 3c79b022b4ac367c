package dev.yinsong.nano.corpus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Debian's libespeak-ng: the library tells when each sound begins, its program doesn't.
 *
 * <p>It has one state for the whole process, so sentences are spoken one after the other.
 */
final class Espeak {

    private static final String LIBRARY = "libespeak-ng.so.1";
    private static final int SYNCHRONOUS = 2, PHONEME_EVENTS = 1, UTF8 = 1; // output, option and flag of its header
    private static final int RATE = 1, PITCH = 3; // espeak_PARAMETER
    private static final int FASTEST = 450, OWN_PITCH = 50;
    private static final int PHONEME = 7; // espeak_EVENT_TYPE, of which 0 ends a list

    // espeak_EVENT: type, unique_identifier, text_position, length, audio_position, sample, user_data, id
    private static final long EVENT_SIZE = 40, SAMPLE_AT = 20, NAME_AT = 32;
    private static final int NAME_SIZE = 8;

    private static @Nullable Espeak instance;

    private final MethodHandle setVoice, setParameter, synth;
    private final int sampleRate;
    private final List<float[]> parts = new ArrayList<>();
    private final List<EspeakMark> marks = new ArrayList<>();

    private Espeak() throws IOException {
        var symbols = library();
        setVoice = function(symbols, "espeak_SetVoiceByName", ADDRESS);
        setParameter = function(symbols, "espeak_SetParameter", JAVA_INT, JAVA_INT, JAVA_INT);
        synth = function(
                symbols, "espeak_Synth", ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);
        var initialize = function(symbols, "espeak_Initialize", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
        sampleRate = call(initialize, SYNCHRONOUS, 0, MemorySegment.NULL, PHONEME_EVENTS);
        if (sampleRate <= 0) {
            throw new IOException("espeak-ng does not find its voices: run nano/install-voices.sh");
        }
        listen(symbols);
    }

    private static SymbolLookup library() throws IOException {
        try {
            return SymbolLookup.libraryLookup(LIBRARY, Arena.global());
        } catch (IllegalArgumentException e) {
            throw new IOException(LIBRARY + " is missing: run nano/install-voices.sh", e);
        }
    }

    private static MethodHandle function(SymbolLookup symbols, String name, MemoryLayout... arguments) {
        return Linker.nativeLinker()
                .downcallHandle(symbols.findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new IllegalStateException("espeak-ng could not be called", e);
        }
    }

    private void listen(SymbolLookup symbols) {
        try {
            var heard = MethodHandles.lookup()
                    .findVirtual(
                            Espeak.class,
                            "heard",
                            MethodType.methodType(int.class, MemorySegment.class, int.class, MemorySegment.class))
                    .bindTo(this);
            var callback = Linker.nativeLinker()
                    .upcallStub(heard, FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS), Arena.global());
            Linker.nativeLinker()
                    .downcallHandle(symbols.findOrThrow("espeak_SetSynthCallback"), FunctionDescriptor.ofVoid(ADDRESS))
                    .invokeWithArguments(callback);
        } catch (Throwable e) {
            throw new IllegalStateException("espeak-ng could not be told to whom to speak", e);
        }
    }

    /** What the library calls with each piece of sound; it goes on when this returns 0. */
    @SuppressWarnings("unused") // called by espeak-ng
    private int heard(MemorySegment wave, int count, MemorySegment events) {
        var part = new float[Math.max(0, count)];
        var samples = wave.reinterpret(part.length * JAVA_SHORT.byteSize());
        for (int i = 0; i < part.length; i++) {
            part[i] = samples.getAtIndex(JAVA_SHORT, i) / 32768f;
        }
        parts.add(part);
        for (long at = 0; ; at += EVENT_SIZE) {
            var event = events.reinterpret(at + EVENT_SIZE).asSlice(at, EVENT_SIZE);
            int type = event.get(JAVA_INT, 0);
            if (type == 0) {
                return 0;
            }
            if (type == PHONEME) {
                byte[] name = event.asSlice(NAME_AT, NAME_SIZE).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
                marks.add(new EspeakMark(text(name), event.get(JAVA_INT, SAMPLE_AT)));
            }
        }
    }

    private static String text(byte[] name) {
        int length = 0;
        while (length < name.length && name[length] != 0) {
            length++;
        }
        return new String(name, 0, length, StandardCharsets.UTF_8);
    }

    /**
     * Speaks.
     *
     * @param voice as {@code en-us+adam}
     * @param wordsPerMinute 80 to 450
     * @param pitch 0 to 99, 50 is the voice's own
     * @throws IOException when the library or the voice is missing
     */
    static synchronized Take say(String voice, String text, int wordsPerMinute, int pitch) throws IOException {
        if (instance == null) {
            instance = new Espeak();
        }
        return instance.speak(voice, text, wordsPerMinute, pitch);
    }

    /** The sounds that a text has in a language, in espeak-ng's notation. */
    static synchronized List<String> sounds(String language, String text) throws IOException {
        say(language, text, FASTEST, OWN_PITCH);
        return instance == null
                ? List.of()
                : instance.marks.stream().map(EspeakMark::sound).toList();
    }

    private Take speak(String voice, String text, int wordsPerMinute, int pitch) throws IOException {
        parts.clear();
        marks.clear();
        try (var memory = Arena.ofConfined()) {
            if (call(setVoice, memory.allocateFrom(voice)) != 0) {
                throw new IOException("espeak-ng has no voice " + voice + ": run nano/install-voices.sh");
            }
            call(setParameter, RATE, wordsPerMinute, 0);
            call(setParameter, PITCH, pitch, 0);
            var words = memory.allocateFrom(text);
            var none = MemorySegment.NULL;
            if (call(synth, words, words.byteSize(), 0, 0, 0, UTF8, none, none) != 0) {
                throw new IOException("espeak-ng could not say: " + text);
            }
        }
        float[] samples = joined();
        return new Take(samples, sampleRate, EspeakSounds.phones(marks, samples, sampleRate));
    }

    private float[] joined() {
        var all = new float[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (float[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
