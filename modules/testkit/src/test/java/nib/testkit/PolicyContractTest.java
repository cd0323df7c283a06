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

class PolicyContractTest {
    @Test
    void aSoundPolicyPassesAndWhatItDoesNotClaimIsSkipped() {
        Map<String, String> verdicts = Verdicts.of(Turns.Subject.class);
        assertTrue(verdicts.size() > 15, verdicts::toString);
        assertEquals(List.of(), Verdicts.failed(verdicts));
        assertEquals("skipped: isSticky is not claimed", verdicts.get("aClientComesToTheSameServerAgain"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultIsFound(Class<?> subject, String by) {
        String verdict = Verdicts.of(subject, by);
        assertTrue(verdict.startsWith("failed"), verdict);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                found(BrokenPolicies.IgnoresUsable.class, "itChoosesOneThatIsUsableAndNoneOnlyIfThereIsNone"),
                found(BrokenPolicies.GivesUp.class, "itChoosesOneThatIsUsableAndNoneOnlyIfThereIsNone"),
                found(BrokenPolicies.PointsBehindTheLast.class, "itChoosesOneThatIsUsableAndNoneOnlyIfThereIsNone"),
                found(BrokenPolicies.FailsWithoutServers.class, "amongNoServersItChoosesNone"),
                found(BrokenPolicies.KnowsOnlyItsLastServers.class, "choosersForDifferentServersDoNotDisturbEachOther"),
                found(BrokenPolicies.InsistsOnWhoFailed.class, "aClientThatFailsEverywhereHasTriedEveryServerOnce"),
                found(BrokenPolicies.PrefersTheFirst.class, "itIsFairWhileClientsStay"),
                found(BrokenPolicies.PrefersTheFirst.class, "itIsFairWhileClientsComeAndGo"),
                found(BrokenPolicies.LosesTurnsBetweenThreads.class, "manyThreadsGetWhatOneThreadGets"),
                found(BrokenPolicies.PeeksWithEffect.class, "peekingTellsTheNextChoiceAndHasNoEffect"),
                found(BrokenPolicies.PeeksWithEffect.class, "peekingLeavesTheOrderOfChoicesAlone"),
                found(BrokenPolicies.LooksAtEverybody.class, "whileAllAreUsableItLooksAtFew"),
                found(BrokenPolicies.LooksAtEverybody.class, "aChoiceLeavesNoGarbage"),
                found(BrokenPolicies.StartsAThread.class, "creatingStartsNoThreadAndOpensNothing"),
                found(BrokenPolicies.StartsAVirtualThread.class, "creatingStartsNoThreadAndOpensNothing"),
                found(BrokenPolicies.OpensASocket.class, "creatingStartsNoThreadAndOpensNothing"),
                found(BrokenPolicies.StartsAThreadForServers.class, "preparingForServersStartsNoThreadAndOpensNothing"),
                found(BrokenPolicies.ClaimsWeights.class, "itIsFairWhileClientsStay"),
                found(BrokenPolicies.ClaimsToBeSticky.class, "aClientComesToTheSameServerAgain"),
                found(BrokenPolicies.ClaimsToBeConsistent.class, "fewClientsMoveWhenAServerLeaves"),
                found(BrokenPolicies.ClaimsToFollowLoad.class, "itGoesWhereTheLoadIsLeast"),
                found(BrokenPolicies.ForgetsChanges.class, "itGoesWhereTheLoadIsLeast"),
                found(BrokenPolicies.ForgetsChanges.class, "itStaysRightWhileLeasesComeAndGoInManyThreads"));
    }

    private static Arguments found(Class<?> subject, String by) {
        return Arguments.of(subject, by);
    }
}
