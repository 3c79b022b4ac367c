package dev.yinsong.cli;

import dev.yinsong.cli.client.Refused;
import dev.yinsong.cli.client.Unreachable;
import dev.yinsong.cli.client.UnreadableFile;
import dev.yinsong.cli.clip.NoSuchClip;
import dev.yinsong.cli.stack.ServiceFailed;
import dev.yinsong.common.audio.UnusableAudio;
import dev.yinsong.common.key.KeyFile;
import dev.yinsong.common.model.BadModel;
import dev.yinsong.common.tensorfile.MalformedTensorFile;
import dev.yinsong.cosyvoice.checkpoint.BadVoice;
import dev.yinsong.cosyvoice.lora.BadAdapter;
import dev.yinsong.embedded.Directories.InUse;
import dev.yinsong.embedded.NotStarted;
import dev.yinsong.embedded.Ports.PortTaken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;

/** What a person can mend is said in a sentence; the rest keeps its stack trace. */
final class Failure implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception e, CommandLine command, CommandLine.ParseResult result) {
        sentence(e).ifPresentOrElse(System.err::println, e::printStackTrace);
        return 1;
    }

    /** What to say of a failure; nothing where a programmer has to look. */
    static Optional<String> sentence(Throwable failure) {
        return switch (failure) {
            case Refused _, Unreachable _, UnreadableFile _ -> said(failure);
            case ServiceFailed _, NotStarted _, PortTaken _, InUse _ -> said(failure);
            case BadModel _, NoSuchClip _, KeyFile.Unusable _, UnusableAudio _ -> said(failure);
            case BadVoice _, BadAdapter _, MalformedTensorFile _ -> said(failure);
            case NoSuchFileException missing -> Optional.of("There is no " + missing.getFile() + ".");
            case FileSystemException e -> Optional.of("Can't use " + e.getFile() + ": " + reason(e) + ".");
            case IOException _ -> said(failure);
            case UncheckedIOException e when hasItsOwn(e) -> said(failure);
            case UncheckedIOException _, CompletionException _ ->
                Optional.ofNullable(failure.getCause()).flatMap(Failure::sentence);
            case KafkaException e -> Optional.of("Kafka does not answer: " + text(root(e)));
            default -> Optional.empty();
        };
    }

    /** Without a sentence of its own it repeats its cause, class name and all. */
    private static boolean hasItsOwn(UncheckedIOException e) {
        return !Objects.equals(e.getMessage(), String.valueOf(e.getCause()));
    }

    private static Optional<String> said(Throwable failure) {
        return Optional.of(text(failure));
    }

    private static String text(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    /** Most of these say only by their class what is wrong. */
    private static String reason(FileSystemException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "it is there already";
            case NotDirectoryException _ -> "it is no directory";
            case DirectoryNotEmptyException _ -> "it is not empty";
            default -> Objects.requireNonNullElse(e.getReason(), e.getClass().getSimpleName());
        };
    }

    /** Kafka's clients say first that they could not be made, and why not in a cause. */
    private static Throwable root(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? failure : root(cause);
    }
}
