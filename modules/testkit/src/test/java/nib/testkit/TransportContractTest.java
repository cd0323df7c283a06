package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransportContractTest {
    @Test
    void aSoundTransportPasses() {
        Map<String, String> verdicts = Verdicts.of(MemoryTransport.Subject.class);
        assertTrue(verdicts.size() > 20, verdicts::toString);
        assertEquals(List.of(), Verdicts.failed(verdicts), verdicts::toString);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsFound(Class<?> subject, String by) {
        String verdict = Verdicts.of(subject, by);
        assertTrue(verdict.startsWith("failed"), verdict);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(BrokenTransports.SwapsBytes.class, "everyByteArrivesBothWaysAtOnce"),
                Arguments.of(BrokenTransports.FinishClosesBothWays.class, "theEndOfOneDirectionLeavesTheOtherAlone"),
                Arguments.of(BrokenTransports.CloseLosesTheRest.class, "whatWasWrittenBeforeACloseIsDelivered"),
                Arguments.of(BrokenTransports.ResetLooksLikeAnEnd.class, "aResetIsSeenAsAnExceptionAndNotAsAnEnd"),
                Arguments.of(
                        BrokenTransports.KeepsEverythingInMemory.class,
                        "whoDoesNotReadHoldsTheWriterUpAndAResetFreesIt"),
                Arguments.of(BrokenTransports.WaitsForAFullBuffer.class, "aReadWaitsForAByteAndNotForAFullBuffer"),
                Arguments.of(
                        BrokenTransports.WritesTheWholeArray.class, "buffersAreReadAndFilledBetweenPositionAndLimit"),
                Arguments.of(BrokenTransports.ForgetsItsAddress.class, "bothSidesAgreeAboutTheAddresses"),
                Arguments.of(BrokenTransports.LeaksDescriptors.class, "manyWiresAtOnceLeaveNoDescriptorBehind"),
                Arguments.of(BrokenTransports.BlamesItselfForARefusal.class, "nobodyThereIsTheServersFault"),
                Arguments.of(BrokenTransports.BlamesTheServerForItsSource.class, "anAddressThatIsNotOursIsOurOwnFault"),
                Arguments.of(BrokenTransports.DoesNotNameWhatIsTaken.class, "anAddressThatIsTakenIsRefusedByName"),
                Arguments.of(BrokenTransports.DropsItsQueue.class, "whoWaitsWhenAListenerIsClosedIsStillHandedOut"));
    }
}
