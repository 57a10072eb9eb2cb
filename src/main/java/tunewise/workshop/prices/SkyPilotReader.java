package tunewise.workshop.prices;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tunewise.catalog.ListedNames.Host;
import tunewise.catalog.ListedNames.Per;
import tunewise.question.Commitment;
import tunewise.workshop.prices.CsvRows.Row;
import tunewise.workshop.prices.LeftOut.Why;

/**
 * The catalogue of SkyPilot, one file a cloud: dollars an hour of the whole machine. Google lists machines and the GPUs
 * attached to them in rows of their own; an offer is the sum of both in one zone.
 */
final class SkyPilotReader implements ListReader {
    private static final List<String> REQUIRED =
            List.of("InstanceType", "AcceleratorName", "AcceleratorCount", "Price", "Region");
    private static final Pattern SIZE = Pattern.compile("['\"]SizeInMiB['\"]: ?([0-9.]+)");

    /** No GPU has so few MiB, so that a smaller figure is GB, as RunPod's are. */
    private static final double LEAST_MIB = 1024;

    @Override
    public void read(Source source, ListContent found) throws IOException {
        Work work = new Work(source, found);
        new CsvRows(source, found).each(REQUIRED, work::row);
        work.joinHosts();
    }

    /** One file. */
    private static final class Work {
        private final ListContent found;
        private final String provider;
        private final List<Host> hosts;
        private final boolean memoryOfAll;
        private final Map<String, Row> hostRows = new HashMap<>();
        private final List<Row> attached = new ArrayList<>();

        Work(Source source, ListContent found) {
            this.found = found;
            this.provider = source.provider() == null ? "" : source.provider();
            String id = ListedNameLookup.providerId(source.names(), provider);
            this.hosts = source.names().hosts().stream()
                    .filter(host -> host.provider().equals(id))
                    .toList();
            this.memoryOfAll = ListedNameLookup.provider(source.names(), provider)
                    .map(name -> name.memory() == Per.MACHINE)
                    .orElse(false);
        }

        void row(Row row) {
            String instance = row.text("InstanceType");
            if (instance.isEmpty() && row.has("AcceleratorName")) {
                attached.add(row);
            } else if (hosts.stream().anyMatch(host -> host.instance().equals(instance))) {
                hostRows.put(instance + "/" + zone(row), row);
            } else if (!row.has("AcceleratorName")) {
                throw new RowRefused(Why.NO_GPU, instance + " names no accelerator.", "");
            } else if (!row.has("Price") && row.has("SpotPrice")) {
                found.add(listing(row, instance, Commitment.SPOT, row.number("SpotPrice")));
            } else {
                add(row, instance, row.number("Price"), spot(row));
            }
        }

        /** Adds up what belongs together; what lacks its other half is left out. */
        void joinHosts() {
            for (Row row : attached) {
                try {
                    join(row);
                } catch (RowRefused refused) {
                    found.leaveOut(refused.at(row.place()));
                }
            }
        }

        private void join(Row row) {
            String gpu = row.text("AcceleratorName");
            double count = row.number("AcceleratorCount");
            String wanted = hosts.stream()
                    .filter(host -> host.name().equals(gpu) && host.gpuCount() == count)
                    .map(Host::instance)
                    .findFirst()
                    .orElseThrow(() -> new RowRefused(
                            Why.NO_MACHINE,
                            Numbers.plain(count) + " x " + gpu + " is listed without the machine it is attached to.",
                            "Maybe the machine has to be added to listed-hosts.csv."));
            Row host = hostRows.get(wanted + "/" + zone(row));
            if (host == null || host.number("Price") <= 0) {
                throw new RowRefused(
                        Why.NO_MACHINE,
                        Numbers.plain(count) + " x " + gpu + " is attached to " + wanted + ", which has no price in "
                                + zone(row) + ".",
                        "Maybe the list gives the price of the machine in another zone only.");
            }
            Double hostSpot = spot(host);
            Double spot = spot(row);
            add(
                    row,
                    wanted,
                    row.number("Price") + host.number("Price"),
                    spot == null || hostSpot == null ? null : spot + hostSpot);
        }

        private void add(Row row, String instance, double price, @Nullable Double spot) {
            ListedPrice listing = listing(row, instance, Commitment.ON_DEMAND, price);
            found.add(listing);
            if (spot != null && spot < 0) {
                throw RowRefused.faulty(
                        "SpotPrice " + Numbers.plain(spot) + " is below zero.", "Maybe a sign slipped.");
            }
            if (spot != null && spot >= price) {
                throw new RowRefused(
                        Why.NOT_OFFERED,
                        "SpotPrice " + Numbers.plain(spot) + " of " + instance + " is not below the on-demand price.",
                        "Maybe it means that there is none; we took the on-demand price.");
            }
            if (spot != null) {
                found.add(listing.at(Commitment.SPOT, spot));
            }
        }

        private ListedPrice listing(Row row, String instance, Commitment commitment, double price) {
            double count = row.number("AcceleratorCount");
            return ListedPrice.of(
                    row.place(),
                    provider,
                    instance,
                    row.text("AcceleratorName"),
                    count,
                    memory(row.text("GpuInfo"), count),
                    zone(row),
                    commitment,
                    price);
        }

        /** GiB of one GPU; null where the list does not say, for which some write zero. */
        private @Nullable Double memory(String info, double count) {
            Matcher size = SIZE.matcher(info);
            if (!size.find()) {
                return null;
            }
            double stated = Double.parseDouble(size.group(1));
            if (stated == 0) {
                return null;
            }
            double each = memoryOfAll && count > 1 ? stated / count : stated;
            return each < LEAST_MIB ? each : each / 1024;
        }

        /** Blank and zero both stand for no spot price. */
        private static @Nullable Double spot(Row row) {
            if (!row.has("SpotPrice")) {
                return null;
            }
            double spot = row.number("SpotPrice");
            return spot == 0 ? null : spot;
        }

        private static String zone(Row row) {
            return row.has("AvailabilityZone") ? row.text("AvailabilityZone") : row.text("Region");
        }
    }
}
