package nib.bench.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SpreadTest {
    @Test
    void namesTheFiveNumbersWhateverTheirOrder() {
        assertEquals(new Spread(1, 2, 3, 4, 5, 5), Spread.of(4, 1, 5, 3, 2));
    }

    @Test
    void putsQuartilesBetweenNumbersWhereTheyFallThere() {
        assertEquals(new Spread(10, 17.5, 25, 32.5, 40, 4), Spread.of(40, 30, 20, 10));
    }

    @Test
    void ofOneNumberIsThatNumber() {
        assertEquals(new Spread(7, 7, 7, 7, 7, 1), Spread.of(7));
    }

    @Test
    void refusesToSummarizeNothing() {
        assertThrows(IllegalArgumentException.class, Spread::of);
    }
}
