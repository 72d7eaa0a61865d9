# SPDX-License-Identifier: CC0-1.0
# Places come from the gazetteer (data/places); here are only words around them.

# Regions said by an adjective in front of countries, cities, states.
list region
  # Said so, what a country does is not done in it: no place is taken from its name.
  abroad | overseas | outside the country | in other countries | across the world  => place=abroad
  on foreign soil | in third countries | foreign countries | around the globe      => place=abroad
  european        => place=europe
  african         => place=africa
  asian           => place=asia
  north american  => place=north-america
  south american  => place=south-america
+ 54 stations in nine European countries => value=9 unit=country

# Words in front of a place where something is. "return to China" says no place.
list where
  in | at | across | throughout | near | within | from | inside | outside
  around
  left | leaving | entered | entering | visit | visited | visits | visiting
+ 12 people were arrested in Lisbon     => value=12 place=lisbon
