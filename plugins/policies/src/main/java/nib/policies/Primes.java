package nib.policies;

/** Prime numbers, by trial: for tables of some millions of places that is a few hundred divisions. */
final class Primes {
    private Primes() {}

    static boolean isPrime(int number) {
        if (number < 4) {
            return number > 1;
        }
        if (number % 2 == 0) {
            return false;
        }
        for (int i = 3; (long) i * i <= number; i += 2) {
            if (number % i == 0) {
                return false;
            }
        }
        return true;
    }

    /** The number itself, or the next prime above it. */
    static int from(int number) {
        int prime = number;
        while (!isPrime(prime)) {
            prime++;
        }
        return prime;
    }
}
