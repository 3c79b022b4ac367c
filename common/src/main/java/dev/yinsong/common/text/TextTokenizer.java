package dev.yinsong.common.text;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Byte-pair encoding with the vocabulary of a {@code .tiktoken} file, as Whisper's tokenizer does it.
 *
 * <p>The file has a line {@code base64 rank} for each sequence of bytes; a pair of neighbours is joined as long as the joint
 * sequence has a rank, lowest rank first. A vocabulary must hold every single byte. Immutable, safe to share.
 */
public final class TextTokenizer {

    /** GPT-2's cut into pieces. Spaces, letters and digits are Unicode's. */
    private static final Pattern PIECE = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final int NO_RANK = Integer.MAX_VALUE;

    private final Map<Bytes, Integer> ranks;
    private final Map<String, Integer> specials;
    private final Map<Integer, byte[]> sequences = new HashMap<>();
    private final List<Integer> specialLengths; // longest first
    private final BitSet specialStarts = new BitSet();
    private final int vocabularySize;

    private TextTokenizer(Map<Bytes, Integer> ranks, Map<String, Integer> specials, int vocabularySize) {
        this.ranks = ranks;
        this.specials = specials;
        this.vocabularySize = vocabularySize;
        ranks.forEach((bytes, id) -> sequences.put(id, bytes.value));
        specials.forEach((text, id) -> sequences.put(id, text.getBytes(StandardCharsets.UTF_8)));
        this.specialLengths = specials.keySet().stream()
                .map(String::length)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        specials.keySet().forEach(text -> specialStarts.set(text.charAt(0)));
    }

    /**
     * Reads a vocabulary. One of Whisper's multilingual size gets Whisper's special tokens, any other none.
     *
     * @throws IllegalArgumentException when the file is no such vocabulary; the message names the file and the line
     */
    public static TextTokenizer open(Path file) throws IOException {
        var vocabulary = Vocabulary.read(file);
        boolean whisper = vocabulary.next() == WhisperSpecials.FIRST;
        return new TextTokenizer(
                vocabulary.ranks(), whisper ? WhisperSpecials.ids() : Map.of(), size(vocabulary, whisper));
    }

    /** Reads a vocabulary with special tokens of its own; their ids must not be taken by the file. */
    public static TextTokenizer open(Path file, Map<String, Integer> specials) throws IOException {
        var vocabulary = Vocabulary.read(file);
        int size = vocabulary.next();
        for (var special : specials.entrySet()) {
            if (special.getKey().isEmpty() || special.getValue() < vocabulary.next()) {
                throw new IllegalArgumentException(
                        "%s leaves no room for the special token %s".formatted(file, special));
            }
            size = Math.max(size, special.getValue() + 1);
        }
        return new TextTokenizer(vocabulary.ranks(), Map.copyOf(specials), size);
    }

    private static int size(Vocabulary vocabulary, boolean whisper) {
        return whisper ? WhisperSpecials.FIRST + WhisperSpecials.ids().size() : vocabulary.next();
    }

    /** Ids in all, the special ones included. */
    public int vocabularySize() {
        return vocabularySize;
    }

    /** Token ids of the text; special tokens spelled in it ({@code <|en|>}) are taken as such. */
    public int[] encode(String text) {
        var ids = new Ids();
        int from = 0;
        for (int at = 0; at < text.length(); ) {
            var special = specialAt(text, at);
            if (special == null) {
                at++;
                continue;
            }
            encodePlain(text.substring(from, at), ids);
            ids.add(requireNonNull(specials.get(special)));
            from = at += special.length();
        }
        encodePlain(text.substring(from), ids);
        return ids.toArray();
    }

    /** The longest special token that stands at this place, if any does. */
    private @Nullable String specialAt(String text, int at) {
        if (specialStarts.get(text.charAt(at))) {
            for (int length : specialLengths) {
                if (at + length <= text.length() && specials.containsKey(text.substring(at, at + length))) {
                    return text.substring(at, at + length);
                }
            }
        }
        return null;
    }

    /** Token ids of the text, in which nothing is special. */
    public int[] encodePlain(String text) {
        var ids = new Ids();
        encodePlain(text, ids);
        return ids.toArray();
    }

    private void encodePlain(String text, Ids ids) {
        var match = PIECE.matcher(text);
        while (match.find()) {
            encodePiece(match.group().getBytes(StandardCharsets.UTF_8), ids);
        }
    }

    private void encodePiece(byte[] piece, Ids ids) {
        int whole = rank(piece, 0, piece.length);
        if (whole != NO_RANK) {
            ids.add(whole);
            return;
        }
        // starts[i] to starts[i + 1] is part i; joint[i] is the rank of parts i and i + 1 together.
        var starts = new int[piece.length + 1];
        var joint = new int[piece.length + 1];
        for (int i = 0; i <= piece.length; i++) {
            starts[i] = i;
        }
        int parts = piece.length;
        for (int i = 0; i < parts; i++) {
            joint[i] = joint(piece, starts, parts, i);
        }
        for (int best = lowest(joint, parts); best >= 0; best = lowest(joint, parts)) {
            System.arraycopy(starts, best + 2, starts, best + 1, parts - best - 1);
            System.arraycopy(joint, best + 2, joint, best + 1, parts - best - 1);
            parts--;
            joint[best] = joint(piece, starts, parts, best);
            if (best > 0) {
                joint[best - 1] = joint(piece, starts, parts, best - 1);
            }
        }
        for (int i = 0; i < parts; i++) {
            ids.add(rank(piece, starts[i], starts[i + 1]));
        }
    }

    private int joint(byte[] piece, int[] starts, int parts, int part) {
        return part + 2 > parts ? NO_RANK : rank(piece, starts[part], starts[part + 2]);
    }

    /** The pair to join next, -1 if none can be joined. */
    private static int lowest(int[] joint, int parts) {
        int best = -1;
        int rank = NO_RANK;
        for (int i = 0; i + 1 < parts; i++) {
            if (joint[i] < rank) {
                rank = joint[i];
                best = i;
            }
        }
        return best;
    }

    private int rank(byte[] piece, int from, int to) {
        var rank = ranks.get(new Bytes(Arrays.copyOfRange(piece, from, to)));
        return rank == null ? NO_RANK : rank;
    }

    /**
     * The text of some token ids; halves of characters become U+FFFD.
     *
     * @throws IllegalArgumentException for an id that the vocabulary does not have
     */
    public String decode(int[] ids) {
        var bytes = new ByteArrayOutputStream();
        for (int id : ids) {
            var sequence = sequences.get(id);
            if (sequence == null) {
                throw new IllegalArgumentException("the vocabulary has no token " + id);
            }
            bytes.writeBytes(sequence);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Bytes that can be a key. */
    private record Bytes(byte[] value) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes(byte[] theirs) && Arrays.equals(value, theirs);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }
    }

    /** @param next the first id that the file leaves free */
    private record Vocabulary(Map<Bytes, Integer> ranks, int next) {

        static Vocabulary read(Path file) throws IOException {
            var ranks = new LinkedHashMap<Bytes, Integer>();
            int next = 0;
            int number = 0;
            for (var line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                var fields = line.strip().split(" ");
                try {
                    int id = Integer.parseInt(fields[1]);
                    var bytes = bytes(fields[0]);
                    // An empty sequence keeps its id and matches nothing.
                    if (fields.length != 2 || id < 0 || (bytes.length > 0 && ranks.put(new Bytes(bytes), id) != null)) {
                        throw new IllegalArgumentException(line);
                    }
                    next = Math.max(next, id + 1);
                } catch (RuntimeException e) {
                    throw new IllegalArgumentException(
                            "%s, line %d is not a sequence and its rank: %s".formatted(file, number, line), e);
                }
            }
            for (int b = 0; b < 256; b++) {
                if (!ranks.containsKey(new Bytes(new byte[] {(byte) b}))) {
                    throw new IllegalArgumentException("%s has no token for the byte %d".formatted(file, b));
                }
            }
            return new Vocabulary(ranks, next);
        }

        /** Python, which wrote these files, reads a lone {@code =} as nothing. */
        private static byte[] bytes(String base64) {
            return base64.equals("=") ? new byte[0] : Base64.getDecoder().decode(base64);
        }
    }

    private static final class Ids {
        private int[] values = new int[64];
        private int size;

        void add(int id) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = id;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
