package dev.yinsong.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelYamlTest {

    @Test
    void readsTagsAsDataAndRunsNothing() {
        var yaml = parse("""
                seed: !apply:os.system ['echo no']
                llm: !new:cosyvoice.llm.TransformerLM
                    size: 7
                    sampling: !name:utils.ras_sampling
                        top_p: 0.8
                """);

        assertThat(yaml.section("llm").className()).isEqualTo("cosyvoice.llm.TransformerLM");
        assertThat(yaml.section("llm").integer("size")).isEqualTo(7);
        assertThat(yaml.section("llm").section("sampling").className()).isEqualTo("utils.ras_sampling");
        assertThat(yaml.section("llm").section("sampling").number("top_p")).isEqualTo(0.8);
        assertThatThrownBy(() -> yaml.text("seed")).hasMessage("x.yaml: seed must be a text");
    }

    @Test
    void followsReferences() {
        var yaml = parse("""
                size: 32
                twice: !ref <size> * 2
                block: !new:a.Block
                    inner: {size: 5}
                    width: !ref <size>
                copy: !ref <block>
                deep: !ref <block[inner][size]>
                dotted: !ref <block.inner.size>
                chain: !ref <twice>
                sizes: [1, !ref <size>, !ref <size> // 3]
                """);

        assertThat(yaml.section("block").integer("width")).isEqualTo(32);
        assertThat(yaml.section("copy").className()).isEqualTo("a.Block");
        assertThat(yaml.integer("twice")).isEqualTo(64);
        assertThat(yaml.integer("chain")).isEqualTo(64);
        assertThat(yaml.integer("deep")).isEqualTo(5);
        assertThat(yaml.integer("dotted")).isEqualTo(5);
        assertThat(yaml.integers("sizes")).isEqualTo(List.of(1, 32, 10));
    }

    @Test
    void readsNumbersAsPythonDoes() {
        var yaml = parse("a: 1e-06\nb: 3\nc: -0.5\nd: null\ne: True\nf: [[1, 2], [3]]\n");

        assertThat(yaml.number("a")).isEqualTo(1e-6);
        assertThat(yaml.integer("b")).isEqualTo(3);
        assertThat(yaml.number("c")).isEqualTo(-0.5);
        assertThat(yaml.has("d")).isFalse();
        assertThat(yaml.number("d", 9)).isEqualTo(9);
        assertThat(yaml.flag("e", false)).isTrue();
        assertThat(yaml.integerLists("f")).isEqualTo(List.of(List.of(1, 2), List.of(3)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a: !ref <b>|x.yaml: a refers to <b>, which the file does not define",
                "a: !ref <a>|x.yaml: a refers to itself",
                "a: !ref <b> * <b> + 1|x.yaml: a is the formula <b> * <b> + 1, which is not evaluated here",
                "a: !apply:int [3]|x.yaml: a is not a number",
                "a: !apply:int 3|x.yaml: a is made by !apply:int, which is never run",
                "a: .inf|x.yaml: a must be a number, is .inf",
                "a: 1e999|x.yaml: a must be a finite number, is 1e999",
                "b: 1|x.yaml: a is missing",
                "{a: 1, a: 2}|x.yaml has two entries named a",
            })
    void refusesWhatIsNoNumber(String text, String message) {
        assertThatThrownBy(() -> parse(text).number("a"))
                .isInstanceOf(BadModel.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a: [|not YAML", "7|not a mapping", "a: &x [*x, *x]|a is not a number"})
    void refusesWhatIsNoMapping(String text, String message) {
        assertThatThrownBy(() -> parse(text).integers("a"))
                .isInstanceOf(BadModel.class)
                .hasMessageContaining(message);
    }

    private static YamlSection parse(String text) {
        return ModelYaml.parse("x.yaml", text);
    }
}
