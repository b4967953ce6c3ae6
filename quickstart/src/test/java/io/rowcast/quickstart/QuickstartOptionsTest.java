package io.rowcast.quickstart;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class QuickstartOptionsTest {

    @Test
    void whatIsNotGivenHasADefault() {
        assertThat(QuickstartOptions.rows("")).isEmpty();
        assertThat(QuickstartOptions.rowsPerSecond(" ")).isEqualTo(1);
        assertThat(QuickstartOptions.patience("")).hasSeconds(60);
    }

    @Test
    void whatIsGivenIsTaken() {
        assertThat(QuickstartOptions.rows("50000")).hasValue(50_000);
        assertThat(QuickstartOptions.rowsPerSecond("0.5")).isEqualTo(0.5);
        assertThat(QuickstartOptions.patience("5")).hasSeconds(5);
    }

    @Test
    void aWrongValueIsNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> QuickstartOptions.rows("many"))
            .hasMessage("rows: 'many' is not a whole number above 0");
        assertThatThrownBy(() -> QuickstartOptions.rows("-1")).hasMessageContaining("'-1'");
        assertThatThrownBy(() -> QuickstartOptions.rowsPerSecond("0"))
            .hasMessage("rows-per-second: '0' is not a number above 0 and up to 100000");
        assertThatThrownBy(() -> QuickstartOptions.patience("1m"))
            .hasMessage("patience: '1m' is not a whole number of seconds above 0");
    }

}
