package nib.epoll;

import nib.spi.Pace;

/** Holds one direction of a connection back until its pace allows more. Its worker's. */
final class Brake extends Wheel.Timer {
    private final Pace pace;
    private final Connection whose;
    private boolean on;

    Brake(Pace pace, Connection whose) {
        this.pace = pace;
        this.whose = whose;
    }

    boolean isOn() {
        return on;
    }

    /** The most bytes to receive at once. */
    int most() {
        return Math.min(pace.most(), Worker.BUFFER);
    }

    /** Bytes have moved, which may have been all that is allowed for now. */
    void moved(Worker worker, long bytes) {
        long wait = pace.moved(bytes);
        if (wait > 0) {
            on = true;
            worker.wheel.set(this, worker.now() + wait);
        }
    }

    @Override
    void expire(long now) {
        on = false;
        whose.goesOn();
    }

    @Override
    void broken(Throwable e) {
        whose.broken(e);
    }
}
