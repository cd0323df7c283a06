package nib.config;

import org.jspecify.annotations.Nullable;

/** Binds what has nothing below it: scalars, and words of an enum. Whatever returns null has told a problem. */
final class Leaves {
    private final Scalars scalars;
    private final Binding binding;

    Leaves(Scalars scalars, Binding binding) {
        this.scalars = scalars;
        this.binding = binding;
    }

    @Nullable Object single(Node node, Type.Single type) {
        Scalars.Format<?> format = scalars.format(type.java());
        if (format == null || !(node instanceof Node.Scalar scalar) || scalar.isNothing()) {
            return binding.mismatch(node, type);
        }
        if (format.plain() && !scalar.plain()) {
            String message = "expected " + Phrases.expected(type) + ", found " + Phrases.found(node) + " in quotes";
            binding.problems().add(node.at(), message, "leave the quotes out");
            return null;
        }
        Object value = binding.attempt(
                node,
                node.at(),
                () -> format.read().read(scalar.text(), node.at().source().folder()));
        return value == null || isWithin(value, type, format, node.at()) ? value : null;
    }

    private boolean isWithin(Object value, Type.Single type, Scalars.Format<?> format, Mark at) {
        boolean within =
                type.limits().map(limits -> Limit.within(format, limits, value)).orElse(true);
        if (!within) {
            binding.problems().add(at, "expected " + type.limits().get() + ", found " + Scalars.write(value));
        }
        return within;
    }

    @Nullable Object choice(Node node, Type.Choice type) {
        if (!(node instanceof Node.Scalar scalar) || scalar.isNothing()) {
            return binding.mismatch(node, type);
        }
        int index = type.choices().indexOf(scalar.text());
        if (index >= 0) {
            return type.java().getEnumConstants()[index];
        }
        String message = "expected " + Phrases.expected(type) + ", found " + Phrases.found(node);
        String hint =
                Words.nearest(scalar.text(), type.choices()).map(Words::meant).orElse("");
        binding.problems().add(node.at(), message, hint);
        return null;
    }
}
