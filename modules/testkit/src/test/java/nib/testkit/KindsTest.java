package nib.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The contracts of guards, probes, observers, filters, openings and preambles, tried on sound and on broken ones. */
class KindsTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                BrokenGuards.Sound.class,
                BrokenProbes.Sound.class,
                BrokenObservers.Subject.class,
                BrokenFilters.Sound.class,
                BrokenOpenings.Sound.class,
                BrokenPreambles.Sound.class
            })
    void aSoundOnePasses(Class<?> subject) {
        Map<String, String> verdicts = Verdicts.of(subject);
        assertTrue(verdicts.size() >= 8, verdicts::toString);
        assertEquals(List.of(), Verdicts.failed(verdicts), verdicts::toString);
    }

    @ParameterizedTest
    @MethodSource({"guards", "probes", "observers", "filters", "openings", "preambles"})
    void aFaultIsFound(Class<?> subject, String by) {
        String verdict = Verdicts.of(subject, by);
        assertTrue(verdict.startsWith("failed"), verdict);
    }

    static Stream<Arguments> guards() {
        return Stream.of(
                Arguments.of(BrokenGuards.ForgetsClientsWithoutAnAddress.class, "everyClientIsJudged"),
                Arguments.of(BrokenGuards.SaysWhatWasSent.class, "everyClientIsJudged"),
                Arguments.of(BrokenGuards.ChangesItsMind.class, "whoIsAskedAboutAgainIsJudgedAlike"),
                Arguments.of(BrokenGuards.MakesVerdictsAnew.class, "aVerdictIsMadeOnce"),
                Arguments.of(BrokenGuards.ScopeIsTooWide.class, "everybodyInItsScopeIsJudgedAlike"),
                Arguments.of(BrokenGuards.HidesItsPool.class, "everyPoolThatItChoosesIsNamedBefore"),
                Arguments.of(BrokenGuards.RemembersTheLastClientForAllThreads.class, "manyThreadsHearWhatOneHears"));
    }

    static Stream<Arguments> probes() {
        return Stream.of(
                Arguments.of(BrokenProbes.LeavesTheWireOpen.class, "aServerThatIsWellIsFoundWell"),
                Arguments.of(BrokenProbes.HidesFailures.class, "whoRefusesIsNotWell"),
                Arguments.of(BrokenProbes.HidesFailures.class, "whoSaysNothingIsNotWellWhenTheHouseInterrupts"),
                Arguments.of(BrokenProbes.BlamesTheServer.class, "ourOwnFailureCountsNeitherWay"),
                Arguments.of(BrokenProbes.OnlyConnects.class, "whoHangsUpIsNotWell"),
                Arguments.of(BrokenProbes.OnlyConnects.class, "whoSaysNothingIsNotWellWhenTheHouseInterrupts"),
                Arguments.of(BrokenProbes.TrustsEveryWord.class, "whoSpeaksNonsenseIsNotWell"),
                Arguments.of(BrokenProbes.RemembersTheServer.class, "aServerThatIsWellIsFoundWell"),
                Arguments.of(BrokenProbes.RemembersTheServer.class, "manyServersAreAskedAtOnce"),
                Arguments.of(BrokenProbes.AnswersAfterTheNextQuestion.class, "theScheduleMakesSense"));
    }

    static Stream<Arguments> observers() {
        return Stream.of(
                Arguments.of(BrokenObservers.ThrowsWithoutAServer.class, "anyEventIsWelcome"),
                Arguments.of(BrokenObservers.WaitsForRoom.class, "aFloodFromManyThreadsHoldsNobodyUp"),
                Arguments.of(BrokenObservers.LeavesItsThread.class, "afterItsCloseNoThreadAndNoDescriptorIsLeft"),
                Arguments.of(BrokenObservers.DiesOfAnEvent.class, "anyEventIsWelcome"),
                Arguments.of(BrokenObservers.LeavesATask.class, "afterItsCloseNoThreadAndNoDescriptorIsLeft"));
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                Arguments.of(BrokenFilters.GoesOnTwice.class, "theRestIsReachedOnceAndSeesTheSameClient"),
                Arguments.of(BrokenFilters.ForgetsTheClient.class, "theRestIsReachedOnceAndSeesTheSameClient"),
                Arguments.of(BrokenFilters.SwallowsTheEnd.class, "everyByteArrivesBothWaysAtOnce"),
                Arguments.of(BrokenFilters.ClosesForAnEnd.class, "theAnswerComesAfterTheClientHasFinished"),
                Arguments.of(BrokenFilters.SoftensAReset.class, "aResetOfTheRestIsSeenByTheClient"),
                Arguments.of(BrokenFilters.KeepsTheWireOpen.class, "closingTheLastWireClosesTheFirst"),
                Arguments.of(BrokenFilters.HidesFailures.class, "aFailureOfTheRestIsPassedOn"),
                Arguments.of(BrokenFilters.ThrowsItsOwnKind.class, "aClientThatSpeaksNonsenseDoesNoHarm"),
                Arguments.of(BrokenFilters.MixesConnections.class, "connectionsDoNotMix"));
    }

    static Stream<Arguments> openings() {
        return Stream.of(
                Arguments.of(BrokenOpenings.WaitsForWhatWillNotCome.class, "everyFragmentationGivesTheSameAnswer"),
                Arguments.of(BrokenOpenings.AsksForWhatIsThere.class, "everyFragmentationGivesTheSameAnswer"),
                Arguments.of(BrokenOpenings.ConsumesTheClientsBytes.class, "everyFragmentationGivesTheSameAnswer"),
                Arguments.of(BrokenOpenings.TakesTheLastLine.class, "everyFragmentationGivesTheSameAnswer"),
                Arguments.of(BrokenOpenings.HidesItsPool.class, "everyFragmentationGivesTheSameAnswer"),
                Arguments.of(BrokenOpenings.NeverGivesUp.class, "whoHasEndedIsNotAskedForMore"),
                Arguments.of(BrokenOpenings.WaitsInSilence.class, "silenceIsAnswered"),
                Arguments.of(BrokenOpenings.RepeatsWhatWasSent.class, "anyBytesAreAnswered"),
                Arguments.of(BrokenOpenings.ThrowsAtNonsense.class, "anyBytesAreAnswered"),
                Arguments.of(BrokenOpenings.LetsEverybodyIn.class, "whatMustNotComeIsBad"));
    }

    static Stream<Arguments> preambles() {
        return Stream.of(
                Arguments.of(BrokenPreambles.WritesMoreThanItSays.class, "everyClientCanBeAnnounced"),
                Arguments.of(BrokenPreambles.WritesFromTheBeginning.class, "everyClientCanBeAnnounced"),
                Arguments.of(BrokenPreambles.ForgetsTheHouse.class, "theHouseItselfCanBeAnnounced"),
                Arguments.of(BrokenPreambles.CountsClients.class, "theSameClientIsAnnouncedAlike"),
                Arguments.of(BrokenPreambles.CountsClients.class, "manyThreadsWriteWhatOneWrites"),
                Arguments.of(BrokenPreambles.IsTooLong.class, "writesABoundedNumberOfBytes"));
    }
}
