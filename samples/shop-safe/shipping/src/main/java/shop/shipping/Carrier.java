package shop.shipping;

import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** The company that brings parcels. */
@Component
public class Carrier {
    private final RestClient http = RestClient.create("https://carrier.example");

    public String book(String order) {
        return http.post().uri("/parcels").body(order).retrieve().body(String.class);
    }
}
