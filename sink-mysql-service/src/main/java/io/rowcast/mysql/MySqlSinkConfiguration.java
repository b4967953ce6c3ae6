package io.rowcast.mysql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.rowcast.sink.SinkWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The pool of connections and the writer. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MySqlSinkProperties.class)
class MySqlSinkConfiguration {

    @Bean
    HikariDataSource dataSource(DataSourceProperties properties, Environment environment,
            @Value("${rowcast.concurrency:1}") int concurrency) {
        HikariConfig config = new HikariConfig();
        MySqlConnections.setDefaults(config, concurrency);
        config.setJdbcUrl(properties.determineUrl());
        config.setUsername(properties.determineUsername());
        config.setPassword(properties.determinePassword());
        Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(config));
        MySqlConnections.enforce(config);
        return new HikariDataSource(config);
    }

    @Bean
    SinkWriter mySqlSinkWriter(HikariDataSource dataSource, MySqlSinkProperties properties,
            @Value("${spring.kafka.consumer.group-id:${spring.application.name}}") String consumerGroup,
            @Value("${rowcast.topic-prefix:P_}") String topicPrefix) {
        return new MySqlSinkWriter(dataSource, consumerGroup, new TableNames(topicPrefix), properties);
    }

}
