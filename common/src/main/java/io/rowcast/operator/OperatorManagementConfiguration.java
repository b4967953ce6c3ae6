package io.rowcast.operator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.context.annotation.Bean;

/** What stands before the endpoints, on whichever port they are. */
@ManagementContextConfiguration(proxyBeanMethods = false)
class OperatorManagementConfiguration {

    @Bean
    RequestBodyFilter requestBodyFilter(WebEndpointProperties endpoints, ObjectProvider<RequestFields> fields) {
        return new RequestBodyFilter(endpoints.getBasePath(), fields.stream().toList());
    }

}
