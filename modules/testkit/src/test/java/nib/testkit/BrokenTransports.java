package nib.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.function.UnaryOperator;
import nib.api.Address;
import nib.spi.LocalFailure;
import nib.spi.Transport;
import nib.spi.Wire;
import nib.spi.WrappedWire;

/** Transports with one fault each, in tests as their authors would write them. */
final class BrokenTransports {
    private BrokenTransports() {}

    /** A subject whose wires have a fault. */
    abstract static class Wires extends MemoryTransport.Subject {
        abstract Wire wrap(Wire wire);

        @Override
        Transport make() {
            UnaryOperator<Wire> wrap = this::wrap;
            return new MemoryTransport() {
                @Override
                Wire wrap(Wire wire) {
                    return wrap.apply(wire);
                }
            };
        }
    }

    static class SwapsBytes extends Wires {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public void write(ByteBuffer from) throws IOException {
                    ByteBuffer copy =
                            ByteBuffer.allocate(from.remaining()).put(from).flip();
                    if (copy.limit() > 1) {
                        byte first = copy.get(0);
                        copy.put(0, copy.get(1)).put(1, first);
                    }
                    inner.write(copy);
                }
            };
        }
    }

    static class FinishClosesBothWays extends Wires {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public void finish() {
                    inner.close();
                }
            };
        }
    }

    static class CloseLosesTheRest extends Wires {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public void close() {
                    inner.reset();
                }
            };
        }
    }

    static class ResetLooksLikeAnEnd extends Wires {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public void reset() {
                    inner.close();
                }
            };
        }
    }

    static class KeepsEverythingInMemory extends Wires {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public void write(ByteBuffer from) {
                    from.position(from.limit());
                }
            };
        }
    }

    static class WaitsForAFullBuffer extends Wires {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public int read(ByteBuffer into) throws IOException {
                    int count = 0;
                    while (into.hasRemaining()) {
                        int n = inner.read(into);
                        if (n < 0) {
                            return count == 0 ? -1 : count;
                        }
                        count += n;
                    }
                    return count;
                }
            };
        }
    }

    static class WritesTheWholeArray extends Wires {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public void write(ByteBuffer from) throws IOException {
                    inner.write(from.duplicate().clear());
                    from.position(from.limit());
                }
            };
        }
    }

    static class ForgetsItsAddress extends Wires {
        @Override
        Wire wrap(Wire wire) {
            return new WrappedWire(wire) {
                @Override
                public Address remote() {
                    return inner.local();
                }
            };
        }
    }

    static class LeaksDescriptors extends Wires {
        private static final List<DatagramSocket> LEAK = new ArrayList<>();

        @Override
        Wire wrap(Wire wire) {
            try {
                LEAK.add(new DatagramSocket());
                return wire;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static class BlamesItselfForARefusal extends MemoryTransport.Subject {
        @Override
        Transport make() {
            return new MemoryTransport() {
                @Override
                IOException refused(Address address) {
                    return new LocalFailure("refused", false, super.refused(address));
                }
            };
        }
    }

    static class BlamesTheServerForItsSource extends MemoryTransport.Subject {
        @Override
        Transport make() {
            return new MemoryTransport() {
                @Override
                IOException foreign(Address source) {
                    return new IOException("cannot bind");
                }
            };
        }
    }

    static class DoesNotNameWhatIsTaken extends MemoryTransport.Subject {
        @Override
        Transport make() {
            return new MemoryTransport() {
                @Override
                IOException taken(Address address) {
                    return new IOException("bind failed");
                }
            };
        }
    }

    static class DropsItsQueue extends MemoryTransport.Subject {
        @Override
        Transport make() {
            return new MemoryTransport() {
                @Override
                void closed(BlockingQueue<Wire> queue) {
                    queue.forEach(Wire::reset);
                    queue.clear();
                }
            };
        }
    }
}
