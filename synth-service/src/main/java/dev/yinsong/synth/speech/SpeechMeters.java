package dev.yinsong.synth.speech;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How long speech takes, and how much of it there is. */
@Startup
@ApplicationScoped
class SpeechMeters {

    private final Timer computing;
    private final Timer firstSound;
    private final Counter audio;
    private final DistributionSummary factor;
    private final Counter hangUps;
    private final Counter late;
    private final Counter unfinished;

    SpeechMeters(MeterRegistry meters) {
        this.computing = Timer.builder("yinsong.synth.speech")
                .description("Time to compute the speech of one request, without waiting for its turn")
                .publishPercentileHistogram()
                .register(meters);
        this.firstSound = Timer.builder("yinsong.synth.first.sound")
                .description("Time from a streamed request's arrival to its first sound, waiting included")
                .publishPercentileHistogram()
                .register(meters);
        this.audio = Counter.builder("yinsong.synth.audio")
                .description("Length of the audio that was spoken")
                .baseUnit("seconds")
                .register(meters);
        this.factor = DistributionSummary.builder("yinsong.synth.real.time.factor")
                .description("Time to compute a request divided by the length of its audio")
                .baseUnit("ratio")
                .register(meters);
        this.hangUps = Counter.builder("yinsong.synth.hang.ups")
                .description("Requests whose caller went away before the end of the answer")
                .baseUnit("requests")
                .register(meters);
        this.late = Counter.builder("yinsong.synth.late")
                .description("Requests that were not answered within their deadline")
                .baseUnit("requests")
                .register(meters);
        this.unfinished = Counter.builder("yinsong.synth.unfinished")
                .description("Pieces of text whose speech did not end before the limit for such a text")
                .baseUnit("pieces")
                .register(meters);
    }

    void heard(Duration sinceArrival) {
        firstSound.record(sinceArrival);
    }

    void late() {
        late.increment();
    }

    void spoken(Spoken spoken, long nanos) {
        computing.record(nanos, TimeUnit.NANOSECONDS);
        audio.increment(spoken.seconds());
        if (spoken.seconds() > 0) {
            factor.record(nanos / 1e9 / spoken.seconds());
        }
        unfinished.increment(spoken.unfinished());
    }

    void hungUp() {
        hangUps.increment();
    }
}
