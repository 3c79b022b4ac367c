package dev.yinsong.synth.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.yinsong.common.audio.AudioFormat;
import dev.yinsong.synth.TestConfig;
import dev.yinsong.synth.voice.VoiceName;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeechRequestTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    @Test
    void whatIsLeftOutHasADefault() throws Exception {
        var request = read("{'input': 'Hello.', 'voice': 'anna'}");

        assertThat(request.format()).isEqualTo(AudioFormat.MP3);
        assertThat(request.speaker()).isEqualTo(new SpeakerChoice.Named(VoiceName.of("anna"), true));
        assertThat(request.delivery()).isEqualTo(Delivery.CHUNKS);
        assertThat(request.deadline()).isEqualTo(Duration.ofMinutes(1));
        assertThat(request.manner().speed()).isEqualTo(1);
        assertThat(request.manner().temperature()).isNull();
        assertThat(request.manner().steps()).isNull();
    }

    @Test
    void theVoiceIsANameOrAnObjectWithAnId() throws Exception {
        assertThat(read("{'input': 'a', 'voice': 'anna@2', 'adapter': false}").speaker())
                .isEqualTo(new SpeakerChoice.Named(VoiceName.of("anna@2"), false));
        assertThat(read("{'input': 'a', 'voice': {'id': 'anna', 'else': 1}}").speaker())
                .isEqualTo(new SpeakerChoice.Named(VoiceName.of("anna"), true));
    }

    @Test
    void theCallerChoosesHowTheSpeechTravelsAndHowLongItMayTake() throws Exception {
        assertThat(read("{'input': 'a', 'voice': 'b', 'stream_format': 'sse'}").delivery())
                .isEqualTo(Delivery.EVENTS);
        assertThat(read("{'input': 'a', 'voice': 'b', 'stream': false, 'stream_format': 'audio'}")
                        .delivery())
                .isEqualTo(Delivery.WHOLE);
        assertThat(read("{'input': 'a', 'voice': 'b', 'deadline': 2.5}").deadline())
                .isEqualTo(Duration.ofMillis(2500));
    }

    @Test
    void aLineThatIsNothingButASignIsPassedOver() throws Exception {
        assertThat(read("{'input': 'a\\n\u2139\ufe0f\\n\\n…\\nb', 'voice': 'anna'}")
                        .text())
                .isEqualTo("a\nb");
    }

    @Test
    void unknownFieldsAreIgnored() throws Exception {
        assertThat(read("{'input': 'a', 'voice': 'anna', 'instructions': 'softly', 'lang_code': 'a'}")
                        .text())
                .isEqualTo("a");
    }

    @Test
    void everySettingReachesTheManner() throws Exception {
        var manner = read("{'input': 'a', 'voice': 'b', 'speed': 2, 'seed': 7, 'temperature': 0.5, 'top_p': 0.9,"
                        + " 'top_k': 10, 'steps': 5}")
                .manner();

        assertThat(manner.seed()).isEqualTo(7);
        assertThat(manner.speed()).isEqualTo(2);
        assertThat(manner.temperature()).isEqualTo(0.5);
        assertThat(manner.topP()).isEqualTo(0.9);
        assertThat(manner.topK()).isEqualTo(10);
        assertThat(manner.steps()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    input           | {'voice': 'a'}
                    input           | {'voice': 'a', 'input': '  '}
                    input           | {'voice': 'a', 'input': 'eleven letters'}
                    voice           | {'input': 'x'}
                    voice           | {'input': 'x', 'voice': ''}
                    voice           | {'input': 'x', 'voice': {}}
                    response_format | {'input': 'x', 'voice': 'a', 'response_format': 'midi'}
                    speed           | {'input': 'x', 'voice': 'a', 'speed': 0.2}
                    speed           | {'input': 'x', 'voice': 'a', 'speed': 4.1}
                    stream_format   | {'input': 'x', 'voice': 'a', 'stream_format': 'websocket'}
                    stream_format   | {'input': 'x', 'voice': 'a', 'stream_format': 'sse', 'response_format': 'wav'}
                    stream_format   | {'input': 'x', 'voice': 'a', 'stream_format': 'sse', 'response_format': 'flac'}
                    stream          | {'input': 'x', 'voice': 'a', 'stream_format': 'sse', 'stream': false}
                    deadline        | {'input': 'x', 'voice': 'a', 'deadline': 0}
                    deadline        | {'input': 'x', 'voice': 'a', 'deadline': 61}
                    temperature     | {'input': 'x', 'voice': 'a', 'temperature': 0}
                    top_p           | {'input': 'x', 'voice': 'a', 'top_p': 1.1}
                    top_k           | {'input': 'x', 'voice': 'a', 'top_k': 0}
                    steps           | {'input': 'x', 'voice': 'a', 'steps': 101}
                    """)
    void namesTheFieldThatIsWrong(String field, String body) {
        var refusal = catchThrowableOfType(InvalidSpeech.class, () -> read(body));

        assertThat(refusal.details().more()).containsEntry("param", field);
        assertThat(refusal.details().status()).isEqualTo(400);
    }

    private static SpeechRequest read(String json) throws JsonProcessingException {
        var limits = TestConfig.with("max-characters", 10, "deadline", "60s").synth();
        return SpeechRequest.of(JSON.readValue(json.replace('\'', '"'), SpeechBody.class), limits);
    }
}
