package io.rowcast.ingest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.rowcast.ingest.source.TableName;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

class TableChoiceTest {

    private static final List<TableName> FOUND = tables("users", "orders_1", "orders_2", "crm.users", "crm.notes",
            "audit.log");

    private static List<TableName> tables(String... names) {
        return Arrays.stream(names).map(name -> TableName.parse(name, "public")).toList();
    }

    private static TableChoice choice(String... settings) {
        Map<String, String> values = new HashMap<>(Map.of("rowcast.defaults.incrementing-column", "id"));
        Arrays.stream(settings).map(setting -> setting.split("=", 2)).forEach(each -> values.put(each[0], each[1]));
        return new TableChoice(new SourceNames("db", "db.", "public"),
                new Binder(new MapConfigurationPropertySource(values)).bind("rowcast", IngestProperties.class).get());
    }

    private static List<String> names(TableChoice choice) {
        return choice.of(FOUND).stream().filter(table -> table.refusal() == null).map(ChosenTable::name).toList();
    }

    private static ChosenTable find(TableChoice choice, String name) {
        return choice.of(FOUND).stream().filter(table -> table.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void patternsMatchTheWholeNameWithTheSchemaOrOneInPublicWithout() {
        assertThat(names(choice("rowcast.include[0]=orders_.", "rowcast.include[1]=crm\\.n.*")))
            .containsExactly("public.orders_1", "public.orders_2", "crm.notes");
        assertThat(names(choice("rowcast.include=users"))).containsExactly("public.users");
        assertThat(names(choice("rowcast.include=.*\\.users", "rowcast.topic-template={schema}.{table}")))
            .containsExactly("public.users", "crm.users");
        assertThat(names(choice("rowcast.include=order"))).isEmpty();
    }

    @Test
    void whatIsExcludedIsNotReadUnlessItIsNamed() {
        assertThat(names(choice("rowcast.include=.*", "rowcast.exclude[0]=crm\\..*", "rowcast.exclude[1]=orders_2")))
            .containsExactly("public.users", "public.orders_1", "audit.log");
        assertThat(names(choice("rowcast.include=.*", "rowcast.exclude=.*", "rowcast.tables[0].name=crm.notes")))
            .containsExactly("crm.notes");
    }

    @Test
    void schemasAreReadWholeOrAsFarAsThePatternsGo() {
        assertThat(names(choice("rowcast.schemas=crm,audit"))).containsExactly("crm.users", "crm.notes", "audit.log");
        assertThat(names(choice("rowcast.schemas=crm", "rowcast.include=.*s"))).containsExactly("crm.users",
                "crm.notes");
    }

    @Test
    void namedTablesAreReadWhetherTheyAreThereOrNot() {
        assertThat(names(choice("rowcast.tables[0].name=absent"))).containsExactly("public.absent");
        assertThat(names(choice("rowcast.tables[0].name=absent", "rowcast.include=users")))
            .containsExactly("public.absent", "public.users");
    }

    @Test
    void anEntryGoesBeforeTheDefaultsAndTheseBeforeWhatIsBuiltIn() {
        TableChoice choice = choice("rowcast.include=.*", "rowcast.tables[0].name=users",
                "rowcast.tables[0].poll-interval=5s", "rowcast.tables[0].incrementing-column=index",
                "rowcast.tables[0].topic=people", "rowcast.defaults.poll-interval=3s", "rowcast.defaults.page-size=7");
        ChosenTable users = find(choice, "public.users");
        assertThat(users.pollInterval()).hasSeconds(5);
        assertThat(users.source().tracking().incrementingColumn()).isEqualTo("index");
        assertThat(users.source().pageSize()).isEqualTo(7);
        assertThat(users.published().topic()).isEqualTo("people");
        ChosenTable notes = find(choice, "crm.notes");
        assertThat(notes.pollInterval()).hasSeconds(3);
        assertThat(notes.source().tracking().incrementingColumn()).isEqualTo("id");
        assertThat(notes.source().tracking().gapTimeout()).hasMinutes(5);
    }

    @Test
    void ofTwoTablesWithOneTopicTheOlderHasIt() {
        TableChoice choice = choice("rowcast.include=.*");
        assertThat(names(choice)).contains("public.users").doesNotContain("crm.users");
        assertThat(find(choice, "crm.users").refusal()).contains("P_users", "public.users", "rowcast.topic-template");
        TableChoice named = choice("rowcast.include=.*", "rowcast.tables[0].name=crm.users");
        assertThat(names(named)).contains("crm.users").doesNotContain("public.users");
    }

    @Test
    void topicsAreNamedByTheTemplate() {
        TableChoice choice = choice("rowcast.include=.*", "rowcast.topic-prefix=X_",
                "rowcast.topic-template={prefix}{source}.{schema}-{table}");
        assertThat(find(choice, "crm.users").published().topic()).isEqualTo("X_db.crm-users");
        assertThat(find(choice, "crm.users").published().cursorKey()).isEqualTo("db/crm.users");
    }

    @Test
    void whatMatchesNoTableIsTold() {
        assertThat(choice("rowcast.include[0]=users", "rowcast.include[1]=custom.*", "rowcast.schemas=public,sales")
            .unmatched(FOUND)).containsExactly("rowcast.schemas: 'sales'", "rowcast.include: 'custom.*'");
    }

}
