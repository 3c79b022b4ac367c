package dev.yinsong.common.text.spoken;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Addresses, paths, names of files and accounts: groups of letters stay, signs and digits are said one by one. */
public final class Addresses {

    private static final Set<String> DOMAINS = Set.of(
            "com", "org", "net", "edu", "gov", "io", "dev", "ai", "app", "cn", "uk", "de", "fr", "jp", "eu", "tv",
            "info", "biz", "xyz", "co");

    private static final Set<String> FILES = Set.of(
            "txt",
            "pdf",
            "doc",
            "docx",
            "xls",
            "xlsx",
            "ppt",
            "pptx",
            "csv",
            "tsv",
            "json",
            "xml",
            "yaml",
            "yml",
            "html",
            "htm",
            "css",
            "js",
            "ts",
            "py",
            "java",
            "cpp",
            "rs",
            "sh",
            "exe",
            "zip",
            "gz",
            "jar",
            "png",
            "jpg",
            "jpeg",
            "gif",
            "svg",
            "mp3",
            "mp4",
            "wav",
            "flac",
            "md",
            "log",
            "ini",
            "toml",
            "properties");

    private static final String URL = "\\b(?:https?|ftp)://[!-~&&[^\"<>\\\\^`{|}]]*[A-Za-z0-9/]";
    private static final String MAIL = "(?<![\\w.+-])[\\w.+-]++@[\\w-]++(?:\\.[\\w-]++)++";
    private static final String DRIVE = "\\b[A-Za-z]:\\\\[^\\s，。；！？：、\"“”<>|]*[^\\s，。；！？：、\"“”<>|.,;:!?)]";
    private static final String PATH = "(?<![\\w/.<])(?:/\\.?[\\w-]++(?:\\.[\\w-]++)*+){2,}+";
    private static final String DOTTED =
            "(?<![\\w.@-])[\\w-]++(?:\\.[\\w-]++)++(?:/[!-~&&[^\"<>\\\\^`{|}.,;!?()]]*+)?+";
    private static final String UNDERSCORED = "(?<!\\w)[A-Za-z0-9]*+(?:_++[A-Za-z0-9]++)++";

    private static final Pattern PARTS = Pattern.compile("[0-9]++|[\\p{L}&&[^0-9]]++|.", Pattern.DOTALL);

    private final Map<String, String> signs;
    private final UnaryOperator<String> digits;
    private final UnaryOperator<String> letters;
    private final String joint;

    /**
     * @param signs what a sign is called; others are not said
     * @param digits digits to words
     * @param letters a letter group as it is said
     * @param joint stands between two parts
     */
    public Addresses(
            Map<String, String> signs, UnaryOperator<String> digits, UnaryOperator<String> letters, String joint) {
        this.signs = signs;
        this.digits = digits;
        this.letters = letters;
        this.joint = joint;
    }

    /** Adds the rules to a language's. */
    public Rewriting addTo(Rewriting rules) {
        return rules.rule(URL, this::spelled)
                .rule(MAIL, this::spelled)
                .rule(DRIVE, this::spelled)
                .rule(PATH, this::spelled)
                .rule(DOTTED, match -> isAddress(match.group()) ? spelled(match) : match.group())
                .rule(UNDERSCORED, this::spelled);
    }

    private String spelled(MatchResult match) {
        return PARTS.matcher(match.group())
                .results()
                .map(part -> spelled(part.group()))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(joint));
    }

    private String spelled(String part) {
        char first = part.charAt(0);
        if (Character.isDigit(first)) {
            return digits.apply(part);
        }
        return Character.isLetter(first) ? letters.apply(part) : signs.getOrDefault(part, "");
    }

    /** Whether a name with dots ends as the name of a host or of a file does; 3.14 and U.S. don't. */
    private static boolean isAddress(String name) {
        int slash = name.indexOf('/');
        var host = slash < 0 ? name : name.substring(0, slash);
        var ending = host.substring(host.lastIndexOf('.') + 1);
        return host.startsWith("www.") || DOMAINS.contains(ending) || FILES.contains(ending);
    }
}
