package tunewise.rulebook.guard;

import java.util.regex.Pattern;

/** What a class is for that Drools makes of rules, by its name. */
enum ClassKind {
    /** One condition, field or consequence of a rule: code that an analyst wrote. */
    RULE("rules/[a-z]+/P[0-9A-F]{2}/Lambda(Predicate|Extractor|Consequence)[0-9A-F]{32}"),
    /** Lists rules, patterns and facts. */
    LIST("rules/[a-z]+/(Rules[0-9A-F]{32}(RuleMethods\\d{1,3})?|DomainClassesMetadata[0-9A-F]{32}(\\$\\w+_Metadata)?)"),
    /** Lists the lists. */
    PROJECT("org/drools/project/model/ProjectModel_tunewise_rules_\\w+"),
    OTHER(".*");

    private final Pattern name;

    ClassKind(String name) {
        this.name = Pattern.compile(name, Pattern.DOTALL);
    }

    /** internalName is written with slashes. */
    static ClassKind of(String internalName) {
        for (ClassKind kind : values()) {
            if (kind.name.matcher(internalName).matches()) {
                return kind;
            }
        }
        return OTHER;
    }
}
