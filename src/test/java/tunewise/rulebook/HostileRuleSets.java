package tunewise.rulebook;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import tunewise.catalog.RuleFiles;

/**
 * Rule sets that nobody should publish, made from a seed: what code could do, at each place where code could stand, in
 * several disguises; and sets whose rules each keep within the bounds, and together do not.
 */
final class HostileRuleSets {
    private static final List<String> DEEDS = List.of(
            "Runtime.getRuntime().exec( \"touch target/hostile-canary\" )",
            "new ProcessBuilder( \"touch\", \"target/hostile-canary\" ).start()",
            "System.setProperty( \"hostile\", \"yes\" )",
            "System.exit( 3 )",
            "new java.io.FileWriter( \"target/hostile-canary\" )",
            "java.nio.file.Files.writeString( java.nio.file.Path.of( \"target/hostile-canary\" ), \"x\" )",
            "new java.net.Socket( \"127.0.0.1\", 47123 )",
            "new java.net.URL( \"http://127.0.0.1:47123/\" ).openStream()",
            "new Thread( null, null, \"hostile\" ).start()",
            "Class.forName( \"java.lang.Runtime\" ).getMethods()",
            "Thread.sleep( 100000 )",
            "java.lang.invoke.MethodHandles.lookup().findStatic( System.class, \"exit\", null )",
            "\"\".getClass().getClassLoader().loadClass( \"java.lang.System\" )",
            "kcontext.getKieRuntime().dispose()",
            "drools.halt()",
            "java.util.ServiceLoader.load( Object.class ).iterator()",
            "tunewise.ledger.Ledger.open( java.nio.file.Path.of( \"target\" ) )",
            "java.util.stream.LongStream.range( 0, 9000000000000L ).sum()",
            "\"a\".repeat( 2000000000 )",
            "java.util.concurrent.ForkJoinPool.commonPool().submit( () -> System.exit( 3 ) )",
            "sun.misc.Unsafe.getUnsafe()",
            "java.lang.management.ManagementFactory.getPlatformMBeanServer()",
            "javax.naming.InitialContext.doLookup( \"ldap://127.0.0.1:47123/x\" )",
            "System.getenv().toString()",
            "System.in.read()",
            "System.load( \"/tmp/hostile.so\" )",
            "new java.util.Scanner( System.in ).next()",
            "Math.random()",
            "java.time.Instant.now()",
            "new long[ 2000000000 ]");

    /** Each has the rules of a sound file in mind: what stands in its place, and what comes there. */
    private static final List<List<String>> PLACES = List.of(
            List.of("\"more than %d GPUs for full fine-tuning\".formatted( $most )", "\"x\" + DEED"),
            List.of("\"more than %d GPUs for full fine-tuning\".formatted( $most )", "\"%s\".formatted( DEED )"),
            List.of("    insert( Exclusion.of( Method.FULL", "    DEED; insert( Exclusion.of( Method.FULL"),
            List.of("formatted( $most ) ) );", "formatted( $most ) ) ); DEED;"),
            List.of("gpuCount > $most )", "gpuCount > $most, ( DEED ) != null )"),
            List.of("gpuCount > $most )", "gpuCount > DEED )"),
            List.of("gpuCount > $most )", "gpuCount > $most, $x : DEED )"),
            List.of("gpuCount > $most )", "gpuCount > ( true ? DEED : 1 ) )"),
            List.of("gpuCount > $most )", "optimizer in ( DEED, \"a\" ) )"),
            List.of("gpuCount > $most )", "optimizer matches DEED )"),
            List.of("gpuCount > $most )", "gpuCount > $most )\n    eval( DEED != null )"),
            List.of("gpuCount > $most )", "gpuCount > $most )\n    Object() from DEED"),
            List.of("gpuCount > $most )", "gpuCount > $most )\n    accumulate( Plan(); $s : sum( DEED ) )"),
            List.of("gpuCount > $most )", "gpuCount > $most )\n    not( Plan( name == DEED ) )"),
            List.of("gpuCount > $most )", "gpuCount > $most )\n    exists( Plan( this == DEED ) )"),
            List.of("gpuCount > $most )", "gpuCount > $most )\n    if ( DEED != null ) do[ more ]"),
            List.of("gpuCount > $most )", "gpuCount > $most )\n    String( this == DEED ) over window:length( 1 )"),
            List.of("    @source( G03 )", "    @source( G03 )\n    salience( DEED )"),
            List.of("    @source( G03 )", "    @source( G03 )\n    enabled( DEED != null )"),
            List.of("    @source( G03 )", "    @source( G03 )\n    timer( expr: DEED )"),
            List.of("    @source( G03 )", "    @source( G03 )\n    @remedy( DEED )"),
            List.of("@source( G03 )", "@source( DEED )"),
            List.of("agenda-group \"eligibility\"", "agenda-group \"eligibility\"\nfunction void evil() { DEED; }"),
            List.of(
                    "agenda-group \"eligibility\"",
                    "agenda-group \"eligibility\"\nquery evil() eval( DEED != null ) end"),
            List.of(
                    "agenda-group \"eligibility\"",
                    "agenda-group \"eligibility\"\ndeclare Evil\n  x : Object = DEED\nend"),
            List.of("agenda-group \"eligibility\"", "agenda-group \"eligibility\"\nimport function DEED;"),
            List.of(
                    "agenda-group \"eligibility\"",
                    "dialect \"mvel\"\nagenda-group \"eligibility\"\nglobal Object x = DEED"),
            List.of("ELI-910 Who", "ELI-910 \" + DEED + \" Who"));

    private final Random random;

    HostileRuleSets(long seed) {
        random = new Random(seed);
    }

    /** A set and what it tries, in a few words. */
    record RuleSet(String what, RuleFiles files) {}

    /** Every deed at every place comes up before any comes up again; one in ten is about what rules do together. */
    RuleSet next(int number) throws IOException {
        if (number % 10 == 9) {
            return together(number);
        }
        int deed = number % DEEDS.size();
        int place = (number / DEEDS.size() + number * 11) % PLACES.size();
        String disguised = disguised(DEEDS.get(deed));
        RuleFiles sound = EditedRules.sound();
        TreeMap<String, String> files = new TreeMap<>(sound.files());
        files.computeIfPresent(
                "rules/eligibility/memory.drl",
                (path, text) -> text.replace(
                        PLACES.get(place).get(0), PLACES.get(place).get(1).replace("DEED", disguised)));
        if (new RuleFiles(files).equals(sound)) {
            throw new IllegalStateException("place " + place + " is not in the sound file");
        }
        return new RuleSet(disguised + " at place " + place, new RuleFiles(files));
    }

    private String disguised(String deed) {
        return switch (random.nextInt(6)) {
            case 0 -> deed.replace(".", "/**/.");
            case 1 -> deed.replace(".", "\n    .");
            case 2 -> String.format("\\u%04x", (int) deed.charAt(0)) + deed.substring(1);
            case 3 -> "( " + deed + " )";
            case 4 -> "/* \" */ " + deed + " /* \" */";
            default -> deed;
        };
    }

    /** Rules that each put together a little less than one rule may, or find what makes others fire. */
    private RuleSet together(int number) throws IOException {
        int rules = 5 + random.nextInt(60);
        int patterns = 2 + random.nextInt(7);
        StringBuilder text = new StringBuilder("package rules.eligibility\n\nagenda-group \"eligibility\"\n");
        boolean feeds = random.nextInt(3) == 0;
        for (int i = 0; i < rules; i++) {
            text.append("\nrule \"ELI-")
                    .append(100 + i)
                    .append(" Some are put together\"\n    @source( house )\nwhen\n");
            if (feeds) {
                text.append("    Caveat( $said : text )\n");
            }
            for (int j = 1; j < patterns; j++) {
                text.append("    Gpu( usableGib != ")
                        .append(random.nextInt(100_000))
                        .append(" )\n");
            }
            text.append(
                            "    Gpu( $v : usableGib )\n    not( Question( tokens < $v ) )\nthen\n    insert( new Caveat( \"")
                    .append(feeds ? "%s" : "x")
                    .append(i)
                    .append(feeds ? "\".formatted( $said ) ) );\nend\n" : "\" ) );\nend\n");
        }
        TreeMap<String, String> files = new TreeMap<>(EditedRules.sound().files());
        files.put("rules/eligibility/memory.drl", text.toString());
        return new RuleSet(
                rules + " rules of " + patterns + " patterns" + (feeds ? " that feed each other" : "") + ", number "
                        + number,
                new RuleFiles(files));
    }
}
