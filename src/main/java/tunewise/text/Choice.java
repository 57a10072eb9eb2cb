package tunewise.text;

/** A closed choice of the contract, known outside Java by a lower-case id with hyphens. */
public interface Choice {
    String id();
}
