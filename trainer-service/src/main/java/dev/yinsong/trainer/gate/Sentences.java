package dev.yinsong.trainer.gate;

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
            List.of(
                    "早上九点的火车开往北方，晚上才回来。",
                    "下雨之前请把窗户关上，再把椅子搬进厨房。",
                    "我们沿着河边走回家，一路上谈论着夏天。",
                    "我哥哥把他的工具都放在房子后面的车库里。",
                    "她给叔叔写了一封很长的信，星期一寄了出去。",
                    "街角的那家商店卖面包、水果和很好的咖啡。",
                    "从去年冬天开始，就没有人再见过那只灰猫。",
                    "铃声一响，孩子们就笑着跑过了院子。"),
            "yue",
            List.of(
                    "火車朝早九點開去北方，夜晚先返嚟。",
                    "落雨之前請閂咗啲窗，再將啲凳搬入廚房。",
                    "我哋沿住河邊行返屋企，一路傾夏天嘅事。",
                    "我哥哥將佢啲工具放喺屋後面嘅車房。",
                    "佢寫咗封好長嘅信畀叔叔，星期一寄咗出去。",
                    "街角嗰間舖頭賣麵包、生果同好飲嘅咖啡。",
                    "由舊年冬天開始，就冇人再見過嗰隻灰貓。",
                    "鐘聲一響，啲細路就笑住跑過個院子。"),
            "ja",
            List.of(
                    "電車は朝の九時に出て、夕方に戻ってきます。",
                    "雨が降る前に窓を閉めて、椅子を台所に入れてください。",
                    "私たちは川に沿って歩いて帰りながら、夏の話をしました。",
                    "兄は道具を家の裏にある車庫にしまっています。",
                    "彼女はおじに長い手紙を書いて、月曜日に出しました。",
                    "角の店では、パンと果物とおいしいコーヒーを売っています。",
                    "冬の中ごろから、あの灰色の猫を見た人はいません。",
                    "ベルが鳴ると、子どもたちは笑いながら庭を走っていきました。"),
            "ko",
            List.of(
                    "기차는 아침 아홉 시에 떠나서 저녁에 돌아옵니다.",
                    "비가 오기 전에 창문을 닫고 의자를 부엌에 들여놓아 주세요.",
                    "우리는 강을 따라 집으로 걸어가면서 여름 이야기를 했습니다.",
                    "형은 연장을 집 뒤에 있는 차고에 보관합니다.",
                    "그녀는 삼촌에게 긴 편지를 써서 월요일에 부쳤습니다.",
                    "길모퉁이 가게에서는 빵과 과일과 좋은 커피를 팝니다.",
                    "한겨울부터 그 회색 고양이를 본 사람이 아무도 없습니다.",
                    "종이 울리자 아이들이 웃으면서 마당을 가로질러 달렸습니다."));

    private Sentences() {}

    /**
     * Those of a language; English ones for a language that has none.
     *
     * @param configured what an operator would rather hear, by language
     */
    static List<String> of(String language, Map<String, List<String>> configured) {
        var preferred = configured.getOrDefault(language, List.of());
        if (!preferred.isEmpty()) {
            return preferred;
        }
        return OTHERS.getOrDefault(language, ENGLISH);
    }
}
