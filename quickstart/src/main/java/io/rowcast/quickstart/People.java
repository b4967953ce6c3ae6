package io.rowcast.quickstart;

import java.time.LocalDate;
import java.util.Locale;
import java.util.Random;

import net.datafaker.Faker;

/** Made-up people, the same ones for the same seed. One thread. */
public final class People {

    private final Faker faker;

    public People(long seed) {
        this.faker = new Faker(Locale.ENGLISH, new Random(seed));
    }

    Person next() {
        return new Person(this.faker.job().title(), this.faker.company().name(), this.faker.idNumber().ssnValid(),
                this.faker.address().fullAddress(), this.faker.credentials().username(), this.faker.name().fullName(),
                this.faker.options().option("F", "M"), this.faker.address().streetAddress(),
                this.faker.internet().emailAddress(), this.faker.timeAndDate().birthday(0, 100));
    }

    record Person(String job, String company, String ssn, String residence, String username, String name, String sex,
            String address, String mail, LocalDate birthdate) {
    }

}
