package dev.yinsong.trainer.gate;

import dev.yinsong.trainer.TrainerConfig;
import java.util.List;
import java.util.Map;

/**
 * Sentences that every candidate speaks, so that versions compare. Each is long enough for its speaker to be told, and there
 * are several, for one sentence's similarity varies by 0.06 with chance.
 */
final class Sentences {

    private static final List<String> ENGLISH = List.of(
            "The train leaves at nine in the morning and comes back in the evening.",
            "Please close the window before it rains, and put the chairs in the kitchen.",
            "We walked home along the river and talked about the summer.",
            "My brother keeps his tools in the garage behind the house.",
            "She wrote a long letter to her uncle and sent it on Monday.",
            "The shop on the corner sells bread, fruit and good coffee.",
            "Nobody had seen the grey cat since the middle of the winter.",
            "When the bell rang, the children ran across the yard and laughed.");

    private static final Map<String, List<String>> OTHERS = Map.of(
            "zh",
            List.of("今天早上的火车九点开。", "下雨之前请把窗户关上。", "我们沿着河边走回家。", "我哥哥把工具放在车库里。"),
            "ja",
            List.of("電車は朝の九時に出ます。", "雨が降る前に窓を閉めてください。", "川に沿って歩いて帰りました。", "兄は道具を車庫にしまっています。"),
            "ko",
            List.of("기차는 아침 아홉 시에 떠납니다.", "비가 오기 전에 창문을 닫아 주세요.", "우리는 강을 따라 걸어서 집에 갔습니다.", "형은 연장을 차고에 둡니다."));

    private Sentences() {}

    /** Those of a language; English ones for a language that has none. */
    static List<String> of(String language, TrainerConfig.Gate config) {
        var configured = config.texts().get(language);
        if (configured != null && !configured.isEmpty()) {
            return configured;
        }
        return OTHERS.getOrDefault(language, ENGLISH);
    }
}
